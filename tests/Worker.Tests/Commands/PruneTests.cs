using System.Text.Json;
using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

public sealed class PruneTests
{
    [DatabaseFact]
    public async Task A_dry_run_counts_a_real_one_removes_and_both_say_since_when()
    {
        await using WorkPlace place = await OldPlaceAsync();
        IReadOnlyList<string> before = place.Book.Dump();

        JsonElement preview = (await place.SucceedAsync("prune", "--dry-run", "--json")).Json();
        Assert.Equal(before, place.Book.Dump());
        JsonElement pruned = (await place.SucceedAsync("prune", "--json", "--actor", "wang")).Json();

        Assert.Equal((true, false), (preview.GetProperty("dryRun").GetBoolean(), pruned.GetProperty("dryRun").GetBoolean()));
        Assert.Equal(preview.GetProperty("pruned").GetRawText(), pruned.GetProperty("pruned").GetRawText());
        Assert.Equal(
            """{"messages":2,"attempts":1,"runs":1,"runSlices":1,"runTallies":2,"runErrors":0,"notices":0,"sessions":0}""", pruned.GetProperty("pruned").GetRawText());
        Assert.Equal(5, pruned.GetProperty("before").EnumerateObject().Count(kind => kind.Value.GetDateTimeOffset().Year > 2020));
        Assert.Equal(
            ["wang|retention", "wang|retention"],
            place.Book.Rows("select actor, reason from audit_entry where action = 'prune'"));
        Assert.True((await place.SucceedAsync("doctor", "--json")).Json().GetProperty("healthy").GetBoolean());
    }

    [DatabaseFact]
    public async Task A_table_says_what_went_and_a_second_time_that_there_is_nothing()
    {
        await using WorkPlace place = await OldPlaceAsync();

        Assert.EndsWith("A dry run: nothing was removed.", (await place.SucceedAsync("prune", "--dry-run")).Output.TrimEnd(), StringComparison.Ordinal);
        WorkerRun first = await place.SucceedAsync("prune");
        Assert.Contains("gone", first.Output, StringComparison.Ordinal);
        Assert.EndsWith("Removed.", first.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith("There was nothing to remove.", (await place.SucceedAsync("prune")).Output.TrimEnd(), StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Notices_before_debits_go_after_the_days_that_their_own_key_says()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1") { DueOn = "2020-01-01" }]);
        place.Book.Execute(
            """
            insert into debit_notice (notice_no, installment_id, payment_method_id, channel, token, amount, currency, debit_from, debit_until, asked_at, state)
            values ('n', 1, 1, 'sandbox', 'ok', 33730, 'CNY', '2020-01-01', '2020-01-03', '2020-01-01T01:00:00.000Z', 'accepted')
            """);

        Assert.Equal(0, await PruneAsync("--Retention:NoticeDays=36500"));
        Assert.Equal(1, await PruneAsync("--Retention:NoticeDays=31"));
        Assert.Empty(place.Book.Rows("select notice_no from debit_notice"));

        async Task<int> PruneAsync(string retention) =>
            (await place.SucceedAsync("prune", "--json", retention)).Json().GetProperty("pruned").GetProperty("notices").GetInt32();
    }

    [Theory]
    [InlineData("--Retention:NoticeDays=30", "Retention:NoticeDays is '30': a whole number from 31 to 36500")]
    [InlineData("--Retention:RunDays=0", "Retention:RunDays is '0': a whole number from 31 to 36500")]
    [InlineData("--Retention:MessageDays=-400", "Retention:MessageDays is '-400': a whole number from 31 to 36500")]
    [InlineData("--Retention:AttemptDays=30", "Retention:AttemptDays is '30': a whole number from 31 to 36500")]
    public async Task An_age_that_is_too_short_is_refused_before_anything_is_removed(string option, string said)
    {
        await using var place = new WorkPlace();

        WorkerRun run = await place.RunAsync("prune", option);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Folder));
    }

    /// <summary>Two runs of auto-debit: one of long ago, with a decline, a notice and a payment, and one that stands in for it.</summary>
    private static async Task<WorkPlace> OldPlaceAsync()
    {
        WorkPlace place = await WorkPlace.WithChannelsAsync();
        await place.ImportAsync([new("C1", "nsf-until:2020-01-02") { DueOn = "2020-01-01" }]);
        place.Book.Execute(
            """
            insert into job_run (run_id, job, business_date, occasion, trigger_kind, actor, state, started_at, finished_at, ledger_mark)
            values (1, 'auto-debit', '2020-01-01', '09:00', 'schedule', 'scheduler', 'completed', '2020-01-01T01:00:00.000Z', '2020-01-01T01:01:00.000Z', 0),
                   (2, 'auto-debit', '2020-01-02', '09:00', 'schedule', 'scheduler', 'completed', '2020-01-02T01:00:00.000Z', '2020-01-02T01:01:00.000Z', 0);
            insert into run_slice (run_id, number, from_key, to_key, done_to, state, fence) values (1, 1, 0, 1, 1, 'done', 1);
            insert into run_tally (run_id, slice, name, currency, value) values (1, 1, 'debited', '', 1), (1, 1, 'debited', 'CNY', 33730);
            insert into pruned_tally (job, name, currency, value)
            values ('auto-debit', 'declinedSoft', '', 1), ('auto-debit', 'declinedSoft', 'CNY', 33730), ('send-mail', 'sent', '', 3);
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, settled_at, run_id)
            values ('a', 1, 1, 'sandbox', 33730, 'CNY', 't', 'P', '2020-01-01', '2020-01-01T01:00:00.000Z', 'declined', '2020-01-01T01:00:00.000Z', 1),
                   ('b', 1, 1, 'sandbox', 33730, 'CNY', 't', 'P', '2020-01-01', '2020-01-01T06:00:00.000Z', 'succeeded', '2020-01-01T06:00:00.000Z', 1);
            insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor)
            values ('debit:b', 1, 1, 'payment', 33730, 'CNY', '2020-01-01', '2020-01-01T06:00:00.000Z', 'b', 'auto-debit');
            update installment set status = 'paid';
            insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, finished_at)
            values ('debit-failed:1:2020-01-01', 'debit-failed', 1, 1, 1, 0, '2020-01-01', '{}', '2020-01-01T01:00:00.000Z', 'sent', '2020-01-01T01:00:00.000Z'),
                   ('receipt:1:b', 'receipt', 1, 1, 1, 0, '2020-01-01', '{}', '2020-01-01T06:00:00.000Z', 'sent', '2020-01-01T06:00:00.000Z'),
                   ('plan-closed:1:2020-01-01', 'plan-closed', 1, 1, 1, 1, '2020-01-01', '{}', '2020-01-01T06:00:00.000Z', 'sent', '2020-01-01T06:00:00.000Z');
            """);
        return place;
    }
}
