using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

public sealed class OperationCommandTests
{
    private const string Day = "2026-11-21";

    [DatabaseFact]
    public async Task Every_lever_does_what_it_says_and_is_in_the_audit_log()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1", "nsf") { DueOn = "2026-11-17" }]);
        await place.TriggerAsync("late-fees", Day, "2026-11-22T00:45:00+08:00");
        string[][] levers =
        [
            ["hold", "plan", "P-C1", "--until", "2999-12-31"],
            ["release", "plan", "P-C1"],
            ["hold", "customer", "C1"],
            ["release", "customer", "C1"],
            ["switch", "debits", "off"],
            ["switch", "debits", "on"],
            ["switch", "channel", "card", "off"],
            ["switch", "channel", "card", "on"],
            ["switch", "courtesy-mail", "C1", "off"],
            ["waive", "P-C1", "1", "all"],
            ["withdraw", "019aaaaa"],
        ];
        place.Book.Execute(
            """
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id)
            values ('019aaaaa', 1, 1, 'card', 33730, 'CNY', 'nsf', 'P-C1-1', '2026-11-21', '2026-11-21T01:00:00.000Z', 'lost', 1)
            """);
        place.Book.Execute("insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at) values (1, '019aaaaa', '2026-11-21T02:00:00.000Z', '2026-11-21T01:00:00.000Z')");

        foreach (string[] lever in levers)
        {
            WorkerRun run = await place.SucceedAsync([.. lever, "--reason", "on the phone", "--actor", "wang"]);
            Assert.NotEmpty(Assert.Single(run.OutputLines));
        }

        Assert.Equal(
            levers.Select(lever => lever[0]),
            place.Book.Query<string>("select action from audit_entry where actor = 'wang' and reason = 'on the phone' order by audit_id"));
        Assert.Single(place.Book.Entries(), entry => entry.Kind == "waiver");
    }

    [DatabaseFact]
    public async Task A_switch_that_is_off_stops_debits_until_it_is_on()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1")]);
        await place.SucceedAsync("switch", "debits", "off", "--reason", "drill");

        await place.TriggerAsync("auto-debit", Day, "2026-11-21T09:00:00+08:00");
        Assert.Empty(await place.SandboxLedgerAsync());
        Assert.Contains("drill", (await place.SucceedAsync("status")).Output, StringComparison.Ordinal);

        await place.SucceedAsync("switch", "debits", "on", "--reason", "drill is over");
        await place.TriggerAsync("auto-debit", Day, "2026-11-21T14:00:00+08:00");
        Assert.Single(await place.SandboxLedgerAsync());
    }

    [DatabaseFact]
    public async Task What_a_lever_refuses_changes_nothing_and_is_said_in_one_line()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();

        // Due on a day that has not come by the machine's date, whenever that is: nothing is late.
        await place.ImportAsync([new("C1") { DueOn = "2999-12-31" }]);
        IReadOnlyList<string> before = place.Book.Dump();

        foreach ((string lever, string said) in new[]
        {
            ("hold plan P-C9", "There is no plan 'P-C9'"),
            ("hold customer C1 --until 2020-01-01", "would be over"),
            ("release customer C9", "There is no customer 'C9'"),
            ("switch channel telex off", "There is no channel 'telex'"),
            ("switch courtesy-mail C9 off", "There is no customer 'C9'"),
            ("waive P-C1 1 12.50", "owes no late fees"),
            ("waive P-C1 2 all", "2"),
            ("waive P-C9 1 all", "P-C9"),
            ("withdraw 019aaaaa", "There is no order '019aaaaa'"),
        })
        {
            WorkerRun run = await place.RunAsync([.. lever.Split(' '), "--reason", "on the phone"]);

            Assert.True(run.ExitCode == 1, run.ToString());
            Assert.Contains(said, run.ErrorLines[^1], StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
            Assert.Empty(run.Output);
            Assert.Equal(before, place.Book.Dump());
        }
    }

    [DatabaseFact]
    public async Task An_empty_reason_is_none()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1")]);

        WorkerRun run = await place.RunAsync("hold", "plan", "P-C1", "--reason", "  ");

        Assert.True(run.ExitCode is 1 or 2, run.ToString());
        Assert.Empty(place.Book.Query<string>("select reason from account_hold"));
    }
}
