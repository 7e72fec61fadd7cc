using System.Text.Json;
using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

public sealed class StatusAndDoctorTests
{
    [DatabaseFact]
    public async Task A_book_in_order_passes_every_check_and_its_status_is_one_object()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1"), new("C2", "timeout-charged")]);
        await place.TriggerAsync("auto-debit", "2026-11-21", "2026-11-21T09:00:00+08:00");

        JsonElement status = (await place.SucceedAsync("status", "--json")).Json();
        Assert.Equal(
            ["auto-debit", "late-fees", "mark-overdue", "reconcile", "remind", "send-mail"],
            status.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("job").GetString()).Order());
        JsonElement last = status.GetProperty("jobs").EnumerateArray()
            .Single(job => job.GetProperty("job").GetString() == "auto-debit").GetProperty("lastRun");
        Assert.Equal("completed", last.GetProperty("state").GetString());
        Assert.Equal(337_30, last.GetProperty("amounts").GetProperty("CNY").GetProperty("debited").GetInt64());
        Assert.Equal(1, status.GetProperty("inDoubt").GetProperty("count").GetInt64());

        // Sent by a clock that was fixed for the rehearsal, whatever the machine's says now.
        JsonElement doubts = status.GetProperty("doubts");
        Assert.Equal(1, new[] { "fresh", "warnings", "alarms" }.Sum(age => doubts.GetProperty(age).GetInt64()));
        Assert.Equal("sandbox", doubts.GetProperty("oldest").GetProperty("channel").GetString());

        // The receipt, and that the plan is closed.
        Assert.Equal(2, status.GetProperty("outbox").GetProperty("count").GetInt64());
        Assert.Empty(status.GetProperty("switchesOff").EnumerateArray());
        JsonElement[] channels = [.. status.GetProperty("channels").EnumerateArray()];
        Assert.Equal(["card", "sandbox"], channels.Select(channel => channel.GetProperty("channel").GetString()));
        Assert.Equal(
            [JsonValueKind.Null, JsonValueKind.String],
            channels.Select(channel => channel.TryGetProperty("lastSuccess", out JsonElement last) ? last.ValueKind : JsonValueKind.Null));

        JsonElement doctor = (await place.SucceedAsync("doctor", "--json")).Json();
        Assert.True(doctor.GetProperty("healthy").GetBoolean());
        Assert.All(doctor.GetProperty("checks").EnumerateArray(), check => Assert.True(check.GetProperty("isGood").GetBoolean()));
        IEnumerable<string?> checks = [.. doctor.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("check").GetString())];
        Assert.Superset(
            new HashSet<string?> { "configuration", "database", "channel card", "channel sandbox", "mail", "late-fees-match-formula" },
            checks.ToHashSet());
    }

    [DatabaseFact]
    public async Task Each_thing_that_is_wrong_is_found_and_the_rest_is_checked_all_the_same()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1")]);
        await place.TriggerAsync("auto-debit", "2026-11-21", "2026-11-21T09:00:00+08:00");
        place.Book.Execute("update debit_attempt set amount = amount + 1");
        await File.WriteAllTextAsync(Path.Combine(place.Folder, "not-a-folder"), "");
        place.With("Mail:PickupFolder", "not-a-folder").With("Channels:card:BaseUrl", $"http://127.0.0.1:{WorkPlace.FreePort()}");

        WorkerRun run = await place.RunAsync("doctor", "--json");

        Assert.True(run.ExitCode == 1, run.ToString());
        JsonElement doctor = run.Json();
        Assert.False(doctor.GetProperty("healthy").GetBoolean());
        string?[] wrong = [.. doctor.GetProperty("checks").EnumerateArray()
            .Where(check => !check.GetProperty("isGood").GetBoolean())
            .Select(check => check.GetProperty("check").GetString())];
        Assert.Equal(["channel card", "mail", "payments-match-attempts"], wrong.Order());

        WorkerRun told = await place.RunAsync("doctor");
        Assert.Equal(1, told.ExitCode);
        Assert.Equal(3, told.OutputLines.Count(line => line.StartsWith("FAIL", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("status --json")]
    [InlineData("doctor --json")]
    [InlineData("compare statement.csv")]
    [InlineData("prune --dry-run")]
    [InlineData("prune")]
    [InlineData("import . --dry-run")]
    [InlineData("trigger auto-debit")]
    [InlineData("trigger late-fees --dry-run")]
    [InlineData("reconcile --order A1")]
    [InlineData("hold plan P1 --reason x")]
    [InlineData("switch debits off --reason x")]
    [InlineData("waive P1 1 all --reason x")]
    public async Task No_command_but_those_that_begin_a_book_makes_a_database(string arguments)
    {
        await using var place = new WorkPlace();

        WorkerRun run = await place.RunAsync(arguments.Split(' '));

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("There is no database at ", run.Error, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("data", "worker.db"), run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Folder));
    }

    [DatabaseFact]
    public async Task A_database_without_a_schema_is_one_finding()
    {
        await using WorkPlace place = await WorkPlace.CreateEmptyAsync();
        await place.Database.Database.WriteAsync(_ => Task.CompletedTask, TestContext.Current.CancellationToken);

        WorkerRun run = await place.RunAsync("doctor", "--json");

        Assert.True(run.ExitCode == 1, run.ToString());
        JsonElement database = run.Json().GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("check").GetString() == "database");
        Assert.Contains("worker migrate", database.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(place.Book.Tables());
    }
}
