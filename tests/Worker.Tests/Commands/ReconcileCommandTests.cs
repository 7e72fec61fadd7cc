using System.Text.Json;
using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

public sealed class ReconcileCommandTests
{
    [DatabaseFact]
    public async Task An_order_is_shown_settled_and_then_found_to_agree()
    {
        await using WorkPlace place = await PlaceAsync("timeout-charged");
        string order = place.Book.OpenDebits().Single();

        JsonElement settled = (await place.SucceedAsync("reconcile", "--order", order, "--actor", "li.na", "--reason", "customer called", "--json")).Json();

        Assert.Equal(("settled", order, "P-C1-1", 337_30), (Text(settled, "verdict"), Text(settled, "order"), Text(settled, "installment"), settled.GetProperty("amount").GetInt64()));
        Assert.Equal(
            ("unknown", "succeeded", "succeeded"),
            (Text(settled.GetProperty("before"), "state"), Text(settled.GetProperty("says"), "outcome"), Text(settled.GetProperty("after"), "state")));
        Assert.Equal(1, settled.GetProperty("before").GetProperty("doubt").GetProperty("asks").GetInt32());
        Assert.Equal("paid", place.Book.Query<string>("select status from installment").Single());
        Assert.Equal(["li.na|customer called"], place.Book.Rows("select actor, reason from audit_entry where action = 'reconcile'"));

        WorkerRun again = await place.SucceedAsync("reconcile", "--order", order);
        Assert.Contains("the channel says the same", again.Output, StringComparison.Ordinal);
        Assert.Contains("337.30 CNY", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("timeout-charged", again.Output, StringComparison.Ordinal);
        Assert.True((await place.SucceedAsync("doctor", "--json")).Json().GetProperty("healthy").GetBoolean());
    }

    [DatabaseFact]
    public async Task A_contradiction_a_doubt_and_an_unknown_order_have_exit_codes_of_their_own()
    {
        await using WorkPlace place = await PlaceAsync("nsf", "pending:864000");
        string order = place.Book.Attempts().Single(attempt => attempt.State == "declined").OrderNo;
        place.Book.Execute("update debit_attempt set state = 'succeeded' where order_no = @order", new { order });

        WorkerRun contradicted = await place.RunAsync("reconcile", "--order", order, "--json");
        Assert.Equal((1, "contradicts"), (contradicted.ExitCode, Text(contradicted.Json(), "verdict")));

        WorkerRun doubted = await place.RunAsync("reconcile", "--order", place.Book.OpenDebits().Single(), "--json");
        Assert.Equal((3, "in-doubt"), (doubted.ExitCode, Text(doubted.Json(), "verdict")));
        Assert.Equal("pending", Text(doubted.Json().GetProperty("says"), "outcome"));

        WorkerRun unknown = await place.RunAsync("reconcile", "--order", "nobody", "--json");
        Assert.Equal((2, ""), (unknown.ExitCode, unknown.Output));
        Assert.Contains("There is no order 'nobody'.", unknown.Error, StringComparison.Ordinal);
    }

    private static async Task<WorkPlace> PlaceAsync(params string[] tokens)
    {
        WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync(tokens.Select((token, index) => new Debtor($"C{index + 1}", token)));
        await place.TriggerAsync("auto-debit", "2026-11-21", "2026-11-21T09:00:00+08:00");
        return place;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
