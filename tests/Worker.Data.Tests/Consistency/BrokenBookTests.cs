using Worker.Data.Consistency;
using Worker.Servicing.Consistency;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Consistency;

/// <summary>One thing broken by hand fails one check, and the cheap checks see what they promise.</summary>
public sealed class BrokenBookTests
{
    public static TheoryData<string, string, string> Breaks { get; } = new()
    {
        { "doubts-block", "delete from open_debit", "order doubt: in doubt, and does not block its installment" },
        { "open-debits-match", "delete from debit_attempt where order_no = 'doubt'", "order doubt: blocks installment 31 without an attempt in doubt" },
        { "active-runs-match", "update job_run set state = 'active' where run_id = 1", "run 1: active, and does not hold auto-debit" },
        { "messages-queued", "update message set next_try_at = '2026-11-21T01:00:00.000Z'", "message 1: is sent, and will be tried again" },
        { "messages-queued", "insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state) select concat('plan-closed:11:', business_date), 'plan-closed', 1, 1, 11, 1, business_date, '{}', created_at, 'waiting' from message", "message 2: waits, and is never tried" },
        { "tallies-match-runs", "update run_tally set value = value + 1 where name = 'debited' and currency = 'CNY'", "CNY: runs counted 100001 as debited, the ledger holds 100000" },
        { "declines-match-runs", "update debit_attempt set state = 'withdrawn' where order_no = 'declined'", "deferred count: runs counted 0, the attempts say 1" },
        { "declines-match-runs", "update debit_attempt set decline_category = 'hard' where order_no = 'declined'", "declinedHard CNY: runs counted 0, the attempts say 700" },
        { "declines-match-runs", "update debit_attempt set amount = 701 where order_no = 'declined'", "declinedSoft CNY: runs counted 700, the attempts say 701" },
        { "fees-match-runs", "update run_tally set value = value - 1 where name = 'posted' and currency = ''", "posted count: runs counted 1, the ledger holds 2" },
        { "fees-match-runs", "insert into pruned_tally (job, name, currency, value) values ('late-fees', 'takenBack', 'CNY', -5)", "takenBack CNY: runs counted -5, the ledger holds 0" },
        { "notices-match-runs", "insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state) select concat('overdue:31:', business_date), 'overdue', 3, 3, 31, 0, business_date, '{}', created_at, 'failed' from message", "overdue: runs counted 0, the outbox holds 1" },
        { "mails-match-runs", "update message set state = 'failed'", "runs counted 1 mails as sent, the outbox says 0" },
        { "schedules-add-up", "update installment_plan set principal = principal + 1 where plan_id = 1", "plan P-1: of 200001, its installments add up to 200000" },
        { "overdue-since-due-dates", "update installment set overdue_since = null where installment_id = 31", "installment 31: overdue, due on 2026-11-01, overdue since no day" },
        { "overdue-since-due-dates", "update installment set overdue_since = '2026-11-03' where installment_id = 31", "installment 31: overdue, due on 2026-11-01, overdue since 2026-11-03" },
        { "overdue-since-due-dates", "update installment set overdue_since = '2026-12-02' where installment_id = 32", "installment 32: scheduled, due on 2026-12-01, overdue since 2026-12-02" },
    };

    [DatabaseTheory]
    [MemberData(nameof(Breaks))]
    public async Task What_breaks_one_promise_fails_one_check(string name, string broken, string finding)
    {
        await using OperatorBook book = await BookAsync();
        Assert.All(await ChecksOf(book).CheckAsync(CancellationToken.None), result => Assert.True(result.Holds, string.Join('\n', result.Examples)));
        await book.SpoilAsync(broken);

        InvariantResult[] failed = [.. (await ChecksOf(book).CheckAsync(CancellationToken.None)).Where(result => !result.Holds)];

        Assert.Equal([name], failed.Select(result => result.Name));
        Assert.Contains(finding, failed[0].Examples);
    }

    [DatabaseFact]
    public async Task The_cheap_checks_are_a_few_of_the_list_and_find_what_they_find_there()
    {
        await using OperatorBook book = await BookAsync();
        Assert.Equal(
            [("open-debits-match", true), ("active-runs-match", true)],
            (await ChecksOf(book).CheckCheapAsync(CancellationToken.None)).Select(result => (result.Name, result.Holds)));
        await book.SpoilAsync("update open_debit set order_no = 'another'; update job_run set state = 'cutting' where run_id = 1");

        IReadOnlyList<InvariantResult> cheap = await ChecksOf(book).CheckCheapAsync(CancellationToken.None);
        IReadOnlyList<InvariantResult> all = await ChecksOf(book).CheckAsync(CancellationToken.None);

        Assert.All(cheap, result => Assert.Equivalent(all.Single(other => other.Name == result.Name), result, strict: true));
        Assert.All(cheap, result => Assert.Equal((false, 1L), (result.Holds, result.Violations)));
    }

    [DatabaseFact]
    public async Task A_run_of_any_job_that_has_not_ended_is_looked_for()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        foreach (JobDefinition job in JobList.All)
        {
            await book.ExecuteAsync(
                "insert into job_run (job, business_date, occasion, trigger_kind, actor, state, started_at, ledger_mark) values (@Name, '2026-11-21', '09:00', 'schedule', 'scheduler', 'active', '2026-11-21T01:00:00.000Z', 0)",
                new { job.Name });
        }

        InvariantResult result = (await ChecksOf(book).CheckCheapAsync(CancellationToken.None)).Single(one => !one.Holds);

        Assert.Equal(("active-runs-match", JobList.All.Count), (result.Name, (int)result.Violations));
    }

    /// <summary>Plan 1 was debited and declined once, plan 2 has an imported part payment, plan 3 an attempt in doubt.</summary>
    private static async Task<OperatorBook> BookAsync()
    {
        OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-10", "2026-12-10");
        await book.AddPlanAsync(2, "2026-11-01");
        await book.AddPlanAsync(3, "2026-11-01", "2026-12-01");
        await book.AddDebitAsync(1, 1);
        await book.ExecuteAsync(
            """
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, decline_category, settled_at, run_id)
            values ('declined', 11, 1, 'card', 700, 'CNY', 't', 'P', '2026-11-10', '2026-11-10T00:00:00.000Z', 'declined', 'soft', '2026-11-10T00:00:01.000Z', 1);
            insert into run_tally (run_id, slice, name, currency, value) values (1, 1, 'declinedSoft', '', 1), (1, 1, 'declinedSoft', 'CNY', 700);
            """);
        await book.AddImportedPaymentAsync(2, 1, 50_000, "2026-11-05");
        await book.AddDoubtAsync(3, 1, "doubt");
        await book.CloseDayAsync("2026-11-11");
        return book;
    }

    private static Invariants ChecksOf(OperatorBook book) => new(new InvariantReader(book.Database), LedgerRules.Default);
}
