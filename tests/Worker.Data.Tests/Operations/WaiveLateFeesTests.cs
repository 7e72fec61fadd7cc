using Worker.Data.Operations;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Operations;

/// <summary>An installment of 1000.00 due on 2026-11-01: by the close of 2026-11-20 it owes 19 days of 0.50.</summary>
public sealed class WaiveLateFeesTests
{
    [DatabaseFact]
    public async Task A_waiver_takes_late_fees_off_and_says_who_and_why()
    {
        await using OperatorBook book = await BookAsync();

        OperationOutcome outcome = await Waivers(book).WaiveAsync("P-1", 1, "2.5", OperatorBook.Note, CancellationToken.None);

        Assert.Equal(new OperationOutcome(true, "Waived 2.50 CNY of late fees of installment P-1-1; 7.00 CNY of them are still owed."), outcome);
        Assert.Equal(
            ["1|11|waiver|250|CNY|2026-11-21|2026-11-21T01:00:00.000Z|li.na|customer called"],
            await book.RowsAsync("select plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor, reason from ledger_entry where kind = 'waiver'"));
        Assert.Equal(1, await book.ScalarAsync<long>("select count(*) from ledger_entry where entry_key like 'waiver:________________________________'"));
        Assert.Equal(
            ["li.na|waive|installment P-1-1|customer called"], await book.RowsAsync("select actor, action, subject, reason from audit_entry"));
        Assert.Equal(700, (await AccountAsync(book)).OutstandingFees);
    }

    [DatabaseFact]
    public async Task A_waiver_of_the_last_that_is_owed_makes_the_installment_paid()
    {
        await using OperatorBook book = await BookAsync();
        Assert.True(AllocationOrder.TryParse("principal,interest,fees", out AllocationOrder? feesLast));
        var waivers = new WaiveLateFees(
            new WaiverStore(book.Database), LedgerRules.Default with { Order = feesLast }, OperatorBook.Shanghai, book.Clock);
        await book.AddImportedPaymentAsync(1, 1, 100000, "2026-11-21");

        Assert.EndsWith("9.49 CNY of them are still owed.", (await waivers.WaiveAsync("P-1", 1, "0.01", OperatorBook.Note, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Equal(["overdue|2026-11-02"], await book.RowsAsync("select status, overdue_since from installment"));
        Assert.EndsWith("The installment is paid.", (await waivers.WaiveAsync("P-1", 1, "ALL", OperatorBook.Note, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Equal(["paid|-"], await book.RowsAsync("select status, overdue_since from installment"));
    }

    [DatabaseTheory]
    [InlineData("9.51", "9.51 CNY is more than the late fees that installment P-1-1 owes, which are 9.50 CNY.")]
    [InlineData("99999999999999", "99999999999999.00 CNY is more than the late fees that installment P-1-1 owes, which are 9.50 CNY.")]
    [InlineData("0", "'0' is not an amount to waive: a number of CNY above 0 with at most 2 decimals, or 'all'.")]
    [InlineData("-1", "'-1' is not an amount to waive: a number of CNY above 0 with at most 2 decimals, or 'all'.")]
    [InlineData("0.001", "'0.001' is not an amount to waive: a number of CNY above 0 with at most 2 decimals, or 'all'.")]
    [InlineData("1,50", "'1,50' is not an amount to waive: a number of CNY above 0 with at most 2 decimals, or 'all'.")]
    [InlineData("1e3", "'1e3' is not an amount to waive: a number of CNY above 0 with at most 2 decimals, or 'all'.")]
    [InlineData("", "'' is not an amount to waive: a number of CNY above 0 with at most 2 decimals, or 'all'.")]
    public async Task More_than_is_owed_and_what_is_no_amount_is_refused_and_changes_nothing(string amount, string message)
    {
        await using OperatorBook book = await BookAsync();

        Assert.Equal(message, (await RefusedAsync(book, amount)).Message);
    }

    [DatabaseFact]
    public async Task What_is_owed_can_be_waived_to_the_last_cent_and_then_no_more()
    {
        await using OperatorBook book = await BookAsync();

        await Waivers(book).WaiveAsync("P-1", 1, "9.49", OperatorBook.Note, CancellationToken.None);
        OperationOutcome outcome = await Waivers(book).WaiveAsync("P-1", 1, "0.01", OperatorBook.Note, CancellationToken.None);
        Assert.Equal("Waived 0.01 CNY of late fees of installment P-1-1; 0.00 CNY of them are still owed.", outcome.Message);

        OperationRefusedException refused = await Assert.ThrowsAsync<OperationRefusedException>(() =>
            Waivers(book).WaiveAsync("P-1", 1, "0.01", OperatorBook.Note, CancellationToken.None));
        Assert.Equal("Installment P-1-1 owes no late fees.", refused.Message);
    }

    [DatabaseFact]
    public async Task Tomorrow_there_is_a_day_more_to_waive()
    {
        await using OperatorBook book = await BookAsync();
        await Waivers(book).WaiveAsync("P-1", 1, "all", OperatorBook.Note, CancellationToken.None);
        book.Clock.MoveTo(new DateTimeOffset(2026, 11, 21, 16, 0, 0, TimeSpan.Zero));

        Assert.Equal("Waived 0.50 CNY of late fees of installment P-1-1; 0.00 CNY of them are still owed.", (await Waivers(book).WaiveAsync(
            "P-1", 1, "all", OperatorBook.Note, CancellationToken.None)).Message);
    }

    [DatabaseFact]
    public async Task Waivers_at_once_from_two_processes_never_waive_more_than_is_owed()
    {
        await using OperatorBook book = await BookAsync();
        Database other = book.Reopen();
        var elsewhere = new WaiveLateFees(new WaiverStore(other), LedgerRules.Default, OperatorBook.Shanghai, book.Clock);

        bool[] waived = await Task.WhenAll(Enumerable.Range(0, 12).Select(turn => Task.Run(async () =>
        {
            try
            {
                await (turn % 2 == 0 ? Waivers(book) : elsewhere).WaiveAsync("P-1", 1, "3", OperatorBook.Note, CancellationToken.None);
                return true;
            }
            catch (OperationRefusedException)
            {
                return false;
            }
        })));

        Assert.Equal(3, waived.Count(one => one));
        Assert.Equal(900, await book.ScalarAsync<long>("select sum(amount) from ledger_entry where kind = 'waiver'"));
        Assert.Equal(3, await book.ScalarAsync<long>("select count(*) from audit_entry"));
    }

    [DatabaseFact]
    public async Task A_waiver_that_was_decided_on_an_older_ledger_is_not_entered()
    {
        await using OperatorBook book = await BookAsync();
        long newest = await book.ScalarAsync<long>("select max(entry_id) from ledger_entry");

        async Task<int> EnterAsync(long lastEntryId) => await book.Database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                book.Database.Statements["ledger-writer/insert-entry"],
                new
                {
                    Key = $"waiver:{lastEntryId}",
                    PlanId = 1,
                    InstallmentId = 11,
                    Kind = "waiver",
                    Amount = 1,
                    Currency = "CNY",
                    EffectiveOn = new DateOnly(2026, 11, 21),
                    Now = book.Clock.GetUtcNow(),
                    ReversesEntryId = (long?)null,
                    Actor = "a",
                    Reason = "r",
                    LastEntryId = lastEntryId,
                }),
            CancellationToken.None);

        Assert.Equal(0, await EnterAsync(newest - 1));
        Assert.Equal(1, await EnterAsync(newest));
    }

    [DatabaseTheory]
    [InlineData("P-9", 1, "There is no plan 'P-9'.")]
    [InlineData("P-1", 2, "Plan P-1 has no installment 2.")]
    [InlineData("P-1", 0, "Plan P-1 has no installment 0.")]
    [InlineData("P-1", -1, "Plan P-1 has no installment -1.")]
    public async Task An_unknown_plan_or_installment_is_refused(string plan, int number, string message)
    {
        await using OperatorBook book = await BookAsync();

        OperationRefusedException refused = await Assert.ThrowsAsync<OperationRefusedException>(() =>
            Waivers(book).WaiveAsync(plan, number, "all", OperatorBook.Note, CancellationToken.None));

        Assert.Equal(message, refused.Message);
        Assert.Equal(0, await book.ScalarAsync<long>("select count(*) from audit_entry"));
    }

    [DatabaseFact]
    public async Task A_plan_whose_ledger_breaks_a_rule_is_refused_with_the_reason()
    {
        await using OperatorBook book = await BookAsync();
        await book.ExecuteAsync("update installment_plan set currency = 'XXX'");

        Assert.Equal("What plan P-1 owes can't be told: The currency 'XXX' is not one the worker knows.", (await RefusedAsync(book, "1")).Message);
    }

    private static async Task<OperatorBook> BookAsync()
    {
        OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-01");
        await book.CloseDayAsync("2026-11-20");
        return book;
    }

    private static async Task<OperationRefusedException> RefusedAsync(OperatorBook book, string amount)
    {
        long entries = await book.ScalarAsync<long>("select count(*) from ledger_entry");
        OperationRefusedException refused = await Assert.ThrowsAsync<OperationRefusedException>(() =>
            Waivers(book).WaiveAsync("P-1", 1, amount, OperatorBook.Note, CancellationToken.None));
        Assert.Equal(entries, await book.ScalarAsync<long>("select count(*) from ledger_entry"));
        Assert.Equal(0, await book.ScalarAsync<long>("select count(*) from audit_entry"));
        return refused;
    }

    private static WaiveLateFees Waivers(OperatorBook book) =>
        new(new WaiverStore(book.Database), LedgerRules.Default, OperatorBook.Shanghai, book.Clock);

    private static async Task<InstallmentAccount> AccountAsync(OperatorBook book)
    {
        PlanSnapshot plan = (await book.Reader.ReadPlansAsync([1], CancellationToken.None))[1];
        Assert.True(plan.TryReplay(LedgerRules.Default, out PlanAccount? account, out _));
        return account.Of(11);
    }
}
