using System.Globalization;
using System.Text.Json;
using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

/// <summary>A statement made of what the gateway says it debited, beside the ledger.</summary>
public sealed class CompareTests
{
    private const string Header = "order_no,amount,currency,status,completed_at";

    [DatabaseFact]
    public async Task A_statement_that_agrees_has_exit_code_0_and_one_with_differences_lists_them_with_1()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1"), new("C2"), new("C3", "nsf")]);
        await place.TriggerAsync("auto-debit", "2026-11-21", "2026-11-21T09:00:00+08:00");
        string[] statement = [Header, .. (await place.SandboxLedgerAsync()).Select(entry => string.Create(
            CultureInfo.InvariantCulture, $"{entry.OrderNo},{entry.Amount / 100m:F2},{entry.Currency},succeeded,{entry.CompletedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}"))];
        await WriteAsync(place, statement);
        IReadOnlyList<string> before = place.Book.Dump();

        WorkerRun agreed = await place.SucceedAsync("compare", "statement.csv", "--channel", "sandbox", "--from", "2026-11-21", "--to", "2026-11-21");
        Assert.Contains("Statement and ledger agree.", agreed.Output, StringComparison.Ordinal);
        JsonElement summary = (await place.SucceedAsync("compare", "statement.csv", "--json")).Json().GetProperty("summary");
        Assert.Equal((true, 2, 2), (summary.GetProperty("agrees").GetBoolean(), summary.GetProperty("lines").GetInt64(), summary.GetProperty("agreeing").GetInt64()));

        // One order is missing, one is worth a cent more, one is nobody's.
        string missing = statement[1].Split(',')[0];
        string dearer = statement[2].Split(',')[0];
        await WriteAsync(place, [Header, statement[2].Replace("337.30", "337.31", StringComparison.Ordinal), "nobody,1.00,CNY,succeeded,2026-11-21T01:00:00Z"]);
        WorkerRun differing = await place.RunAsync("compare", "statement.csv", "--from", "2026-11-21", "--to", "2026-11-21", "--json");

        Assert.True(differing.ExitCode == 1, differing.ToString());
        Assert.Equal(
            [("amount-differs", dearer, 2, "337.31 CNY", "337.30 CNY"), ("not-in-ledger", "nobody", 3, "succeeded 1.00 CNY", null), ("not-in-statement", missing, null, null, "succeeded 337.30 CNY")],
            differing.Json().GetProperty("differences").EnumerateArray().Select(one => (
                Text(one, "kind")!,
                Text(one, "order")!,
                one.GetProperty("line").ValueKind == JsonValueKind.Null ? (int?)null : one.GetProperty("line").GetInt32(),
                Text(one, "statement"),
                Text(one, "ledger"))));
        Assert.Equal(1, differing.Json().GetProperty("summary").GetProperty("differences").GetProperty("not-in-statement").GetInt64());

        WorkerRun told = await place.RunAsync("compare", "statement.csv", "--from", "2026-11-21", "--to", "2026-11-21");
        Assert.Equal(1, told.ExitCode);
        Assert.All(new[] { "nobody", dearer, missing, "Statement and ledger differ." }, one => Assert.Contains(one, told.Output, StringComparison.Ordinal));
        Assert.Equal(before, place.Book.Dump());
    }

    [Fact]
    public async Task What_a_cell_holds_is_text_to_the_terminal_and_to_json()
    {
        await using WorkPlace place = await WorkPlace.CreateAsync();
        await WriteAsync(place, [Header, "\"[red]=cmd|'/c calc'!A1[/]\"\"{\",1.00,CNY,succeeded,2026-11-21T01:00:00Z"]);

        WorkerRun told = await place.RunAsync("compare", "statement.csv");
        Assert.Equal(1, told.ExitCode);
        Assert.Contains("[red]=cmd|'/c calc'!A1[/]\"{", told.Output, StringComparison.Ordinal);

        JsonElement one = (await place.RunAsync("compare", "statement.csv", "--json")).Json().GetProperty("differences")[0];
        Assert.Equal("[red]=cmd|'/c calc'!A1[/]\"{", Text(one, "order"));
    }

    [Fact]
    public async Task A_file_that_is_not_right_or_not_there_has_exit_code_2_and_nothing_on_standard_output()
    {
        await using WorkPlace place = await WorkPlace.CreateAsync();
        await WriteAsync(place, [Header, "a,1.00,CNY,succeeded,yesterday", "b,1.00,CNY,paid,2026-11-21T01:00:00Z"]);

        WorkerRun bad = await place.RunAsync("compare", "statement.csv", "--json");
        Assert.Equal((2, ""), (bad.ExitCode, bad.Output));
        Assert.Contains("statement.csv:2: completed_at: 'yesterday' is not an instant", bad.Error, StringComparison.Ordinal);
        Assert.Contains("statement.csv:3: status: 'paid' is not one of succeeded, declined, pending", bad.Error, StringComparison.Ordinal);
        Assert.Contains("2 error(s); nothing was compared.", bad.Error, StringComparison.Ordinal);

        WorkerRun nowhere = await place.RunAsync("compare", "nowhere.csv");
        Assert.Equal((2, ""), (nowhere.ExitCode, nowhere.Output));
        Assert.Contains("There is no file 'nowhere.csv'.", nowhere.Error, StringComparison.Ordinal);
    }

    private static Task WriteAsync(WorkPlace place, IEnumerable<string> lines) => File.WriteAllLinesAsync(Path.Combine(place.Folder, "statement.csv"), lines);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
