using Worker.Data.Consistency;
using Worker.Data.Operations;
using Worker.Servicing.Consistency;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Consistency;

/// <summary>Every check holds on a sane book, and every one of them can fail.</summary>
public sealed class InvariantsTests
{
    private static readonly string[] Names =
    [
        "payments-match-attempts", "imported-payments", "open-debits-match", "doubts-block", "one-success-per-order", "messages-unique",
        "messages-queued", "active-runs-match", "tallies-match-runs", "declines-match-runs", "fees-match-runs", "notices-match-runs",
        "mails-match-runs", "schedules-add-up", "overdue-since-due-dates", "entries-in-order", "outstanding-adds-up", "statuses-match-ledger",
        "late-fees-match-formula",
    ];

    [DatabaseFact]
    public async Task Every_check_holds_on_an_empty_book()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();

        IReadOnlyList<InvariantResult> results = await CheckAsync(book);

        Assert.Equal(Names, results.Select(result => result.Name));
        Assert.All(results, result => Assert.True(result is { Holds: true, Violations: 0, Examples.Count: 0, Explanation.Length: > 20 }));
    }

    [DatabaseFact]
    public async Task Every_check_holds_at_every_stage_of_a_book_that_lives()
    {
        await using OperatorBook book = await SaneBookAsync();
        await AssertSaneAsync(book);

        // A payment of before the fees were posted, and a plan that should have had fees for weeks.
        await book.AddImportedPaymentAsync(2, 1, 100_000, "2026-11-02");
        await book.AddPlanAsync(4, "2026-10-01", "2026-11-01");
        await AssertSaneAsync(book);

        await book.CloseDayAsync("2026-11-20");
        await AssertSaneAsync(book);
        await book.ExecuteAsync("insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, reverses_entry_id, actor) select concat('reversal:', entry_id), plan_id, installment_id, 'reversal', amount, currency, '2026-11-21', entered_at, entry_id, 'li.na' from ledger_entry where plan_id = 2 and kind = 'payment'");
        await AssertSaneAsync(book);

        book.Clock.Advance(TimeSpan.FromDays(1));
        await book.CloseDayAsync("2026-11-21");
        await AssertSaneAsync(book);
        var waivers = new WaiveLateFees(new WaiverStore(book.Database), LedgerRules.Default, OperatorBook.Shanghai, book.Clock);
        await waivers.WaiveAsync("P-4", 1, "all", OperatorBook.Note, CancellationToken.None);
        await AssertSaneAsync(book);
        await book.CloseDayAsync("2026-11-22");
        await AssertSaneAsync(book);
        Assert.NotEqual(0, await book.ScalarAsync<long>("select count(*) from ledger_entry where kind = 'late_fee' and amount < 0"));
    }

    public static TheoryData<string, string, string> Corruptions { get; } = new()
    {
        { "payments-match-attempts", "update debit_attempt set state = 'declined' where state = 'succeeded'", "entry 1: a payment without a succeeded attempt" },
        { "payments-match-attempts", "delete from ledger_entry where order_no is not null", $"order {OperatorBook.OrderNumber}: succeeded, without a payment in the ledger" },
        { "payments-match-attempts", "update debit_attempt set amount = amount + 1", $"entry 1: amount, currency, installment or date are not those of order {OperatorBook.OrderNumber}" },
        { "payments-match-attempts", "update debit_attempt set currency = 'JPY'", $"entry 1: amount, currency, installment or date are not those of order {OperatorBook.OrderNumber}" },
        { "payments-match-attempts", "update ledger_entry set installment_id = 12 where order_no is not null", $"entry 1: amount, currency, installment or date are not those of order {OperatorBook.OrderNumber}" },
        { "payments-match-attempts", "update ledger_entry set effective_on = '2026-11-11' where order_no is not null", $"entry 1: amount, currency, installment or date are not those of order {OperatorBook.OrderNumber}" },
        { "imported-payments", "update ledger_entry set entry_key = 'by hand' where entry_key like 'import:%'", "entry 2: a payment that was neither debited nor imported" },
        { "imported-payments", "update ledger_entry set kind = 'waiver' where entry_key like 'import:%'", "entry 2: has the key of an imported payment and is none" },
        { "doubts-block", "delete from open_debit", "order doubt: in doubt, and does not block its installment" },
        { "open-debits-match", "update debit_attempt set state = 'declined' where order_no = 'doubt'", "order doubt: blocks installment 31 without an attempt in doubt" },
        { "open-debits-match", "delete from debit_attempt where order_no = 'doubt'", "order doubt: blocks installment 31 without an attempt in doubt" },
        { "doubts-block", "update open_debit set installment_id = 32", "order doubt: in doubt, and does not block its installment" },
        { "open-debits-match", "update open_debit set installment_id = 32", "order doubt: blocks installment 32 without an attempt in doubt" },
        { "one-success-per-order", "insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor) select 'again', plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor from ledger_entry where entry_id = 1", $"entry *: a payment of order {OperatorBook.OrderNumber} under another key than the order's" },
        { "one-success-per-order", "update ledger_entry set order_no = null where entry_id = 1", "entry 1: has the key of a debit and is no payment of that order" },
        { "messages-unique", "insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state) select 'overdue:11:copy', 'overdue', 1, 1, 11, 0, '2026-11-10', '{}', created_at, 'sent' from message", "message 2: its key is not that of its kind, installment and date" },
        { "messages-unique", "update message set message_key = concat(message_key, 'x')", "message 1: its key is not that of a debit attempt of its installment" },
        { "messages-unique", "update debit_attempt set state = 'declined' where state = 'succeeded'", "message 1: its key is not that of a debit attempt of its installment" },
        { "active-runs-match", "insert into active_run (job, run_id) values ('late-fees', 1)", "run 1: holds late-fees and is not an active run of it" },
        { "active-runs-match", "update job_run set state = 'active' where run_id = 1", "run 1: active, and does not hold auto-debit" },
        { "tallies-match-runs", "update run_tally set value = value + 1 where currency = 'CNY'", "CNY: runs counted 100001 as debited, the ledger holds 100000" },
        { "tallies-match-runs", "delete from run_tally where currency = '' and name = 'debited'", "count: runs counted 0 as debited, the ledger holds 1" },
        { "tallies-match-runs", "delete from ledger_entry where order_no is not null", "CNY: runs counted 100000 as debited, the ledger holds 0" },
        { "statuses-match-ledger", "update installment set status = 'overdue' where installment_id = 11", "installment P-1-1: stored as overdue, owes 0" },
        { "statuses-match-ledger", "update installment set status = 'paid' where installment_id = 31", "installment P-3-1: stored as paid, owes 100500" },
        { "late-fees-match-formula", "update ledger_entry set amount = amount + 1 where kind = 'late_fee' and plan_id = 3", "installment P-3-1: posted 501, the formula says 500 as of 2026-11-11" },
        { "late-fees-match-formula", "delete from ledger_entry where kind = 'late_fee' and plan_id = 3", "installment P-3-1: posted 0, the formula says 500 as of 2026-11-11" },
        { "late-fees-match-formula", "insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor) select 'fee:again', plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor from ledger_entry where kind = 'late_fee' and plan_id = 3", "installment P-3-1: posted 1000, the formula says 500 as of 2026-11-11" },
        { "entries-in-order", "update ledger_entry set currency = 'USD' where entry_id = 1", "entry 1: in USD, its plan in CNY" },
        { "entries-in-order", "update ledger_entry set amount = -5 where entry_id = 2", "plan P-2: Ledger entry 2 is a negative payment or waiver." },
        { "entries-in-order", "update ledger_entry set installment_id = 31 where entry_id = 2", "plan P-2: Ledger entry 2 belongs to no installment of its plan." },
        { "entries-in-order", "update ledger_entry set kind = 'gift' where entry_id = 2", "plan with key 2: can't be read: 'gift' is not a kind of ledger entry." },
        { "entries-in-order", "update installment set status = 'gone' where installment_id = 21", "plan with key 2: can't be read: 'gone' is not a status of an installment." },
        { "entries-in-order", "update installment_plan set currency = 'XXX' where plan_id = 3", "plan P-3: The currency 'XXX' is not one the worker knows." },
        { "entries-in-order", $"{Reversal("r", 2)} {Reversal("s", 2)}", "entry 2: reversed 2 times" },
        { "entries-in-order", $"{Reversal("r", 2)} update ledger_entry set amount = 1 where entry_key = 'r'", "plan P-2: Ledger entry * reverses 1 of entry 2, which is 50000." },
        { "entries-in-order", $"{Reversal("r", 2)} update ledger_entry set plan_id = 1, installment_id = 11 where entry_key = 'r'", "entry *: a reversal of no earlier payment or waiver of its plan" },
        { "entries-in-order", "insert into ledger_entry (entry_id, entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, reverses_entry_id, actor) select -7, 'r', plan_id, installment_id, 'reversal', amount, currency, effective_on, entered_at, entry_id, 'li.na' from ledger_entry where entry_id = 2", "entry -7: a reversal of no earlier payment or waiver of its plan" },
        { "entries-in-order", "update ledger_entry set reverses_entry_id = 1 where entry_id = 2", "entry 2: reverses another and is no reversal" },
    };

    [DatabaseTheory]
    [MemberData(nameof(Corruptions))]
    public Task A_corrupted_book_is_found_out(string name, string corruption, string example) => AssertFoundOutAsync(name, corruption, example);

    [Fact]
    public Task A_date_that_is_none_is_found_out_in_sqlite_which_takes_any_text() => AssertFoundOutAsync(
        "entries-in-order", "update ledger_entry set effective_on = '30 February' where entry_id = 2", "plan with key 2: can't be read: *");

    [DatabaseFact]
    public async Task A_fee_that_an_interrupted_newer_run_posted_is_no_violation()
    {
        await using OperatorBook book = await SaneBookAsync();
        await book.ExecuteAsync("insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor) values ('fee:31:2026-11-12:1', 3, 31, 'late_fee', 50, 'CNY', '2026-11-12', '2026-11-13T00:00:00.000Z', 'late-fees'); update run_tally set value = value + case currency when '' then 1 else 50 end where name = 'posted'");

        await AssertSaneAsync(book);
    }

    [DatabaseFact]
    public async Task A_settlement_that_did_not_write_its_status_is_found_before_mark_overdue_repairs_it()
    {
        await using OperatorBook book = await SaneBookAsync();
        await book.AddPlanAsync(5, "2026-11-30");
        await book.AddDebitAsync(5, 1, "second");
        await AssertSaneAsync(book);
        await book.ExecuteAsync("update installment set status = 'scheduled' where installment_id = 51");

        Assert.Equal(
            ["installment P-5-1: stored as scheduled, owes 0"], (await CheckAsync(book)).Single(result => result.Name == "statuses-match-ledger").Examples);
    }

    [DatabaseFact]
    public async Task Of_many_violations_all_are_counted_and_five_are_shown()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        for (int plan = 1; plan <= 7; plan++)
        {
            await book.AddPlanAsync(plan, "2026-11-01");
        }

        await book.ExecuteAsync("update installment set status = 'paid'");

        InvariantResult result = (await CheckAsync(book)).Single(result => !result.Holds);

        Assert.Equal(("statuses-match-ledger", 7, 5), (result.Name, result.Violations, result.Examples.Count));
    }

    [DatabaseFact]
    public async Task Plans_far_apart_and_more_than_a_batch_of_them_are_all_looked_at()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-01");
        await book.AddPlanAsync(501, "2026-11-01");
        await book.AddPlanAsync(2_000, "2026-11-01");
        await book.ExecuteAsync("update installment set status = 'paid'");

        Assert.Equal(3, (await CheckAsync(book)).Single(result => !result.Holds).Violations);
    }

    [DatabaseFact]
    public async Task Findings_never_show_a_name_an_address_or_a_token()
    {
        await using OperatorBook book = await SaneBookAsync();
        await book.SpoilAsync("update debit_attempt set amount = 1, token = 'secret-token'; delete from open_debit; update installment set status = 'paid'; update message set message_key = 'x'");

        string all = string.Join('\n', (await CheckAsync(book)).SelectMany(result => result.Examples));

        Assert.NotEqual("", all);
        Assert.All(new[] { "Wang", "example.com", "secret-token" }, hidden => Assert.DoesNotContain(hidden, all, StringComparison.Ordinal));
    }

    /// <summary>
    /// Plan 1 was debited (entry 1), plan 2 has an imported part payment (entry 2), plan 3 an attempt in doubt; everything as
    /// of the close of 2026-11-11.
    /// </summary>
    private static async Task<OperatorBook> SaneBookAsync()
    {
        OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-10", "2026-12-10");
        await book.AddPlanAsync(2, "2026-11-01");
        await book.AddPlanAsync(3, "2026-11-01", "2026-12-01");
        await book.AddDebitAsync(1, 1);
        await book.AddImportedPaymentAsync(2, 1, 50_000, "2026-11-05");
        await book.AddDoubtAsync(3, 1, "doubt");
        await book.CloseDayAsync("2026-11-11");
        return book;
    }

    private static string Reversal(string key, int entryId) =>
        $"insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, reverses_entry_id, actor) "
        + $"select '{key}', plan_id, installment_id, 'reversal', amount, currency, effective_on, entered_at, entry_id, 'li.na' from ledger_entry where entry_id = {entryId};";

    private static async Task AssertFoundOutAsync(string name, string corruption, string example)
    {
        await using OperatorBook book = await SaneBookAsync();
        await book.SpoilAsync(corruption);

        InvariantResult result = (await CheckAsync(book)).Single(result => result.Name == name);

        Assert.False(result.Holds);
        Assert.InRange(result.Violations, 1, 3);
        Assert.Contains(result.Examples, found => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(example, found, ignoreCase: false));
    }

    private static async Task AssertSaneAsync(OperatorBook book) =>
        Assert.Equal([], (await CheckAsync(book)).SelectMany(result => result.Examples.Select(example => $"{result.Name}: {example}")));

    private static Task<IReadOnlyList<InvariantResult>> CheckAsync(OperatorBook book) =>
        new Invariants(new InvariantReader(book.Database), LedgerRules.Default).CheckAsync(CancellationToken.None);
}
