using Worker.Data.Queries;
using Worker.Servicing.Operations;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Queries;

public sealed class TodayReaderTests
{
    private static readonly DateOnly From = new(2026, 11, 1);
    private static readonly DateOnly To = new(2026, 11, 21);

    [DatabaseFact]
    public async Task An_empty_book_has_no_due_days_and_no_attempts()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        var reader = new TodayReader(book.Database);

        Assert.Empty(await reader.ReadDueDaysAsync(From, To, CancellationToken.None));
        Assert.Empty(await reader.ReadAttemptsAsync(To, CancellationToken.None));
    }

    [DatabaseFact]
    public async Task What_fell_due_is_told_apart_by_when_it_was_paid()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-10", "2026-11-10", "2026-11-10", "2026-11-10", "2026-11-10");
        await book.AddImportedPaymentAsync(1, 1, 100000, "2026-11-09"); // before it fell due
        await book.AddImportedPaymentAsync(1, 2, 40000, "2026-11-10");
        await book.AddImportedPaymentAsync(1, 2, 30000, "2026-11-12");
        await book.AddImportedPaymentAsync(1, 3, 100500, "2026-11-13"); // with a late fee
        await book.ExecuteAsync("update installment set status = 'paid' where installment_id in (11, 13)");
        await book.ExecuteAsync("update installment set status = 'overdue' where installment_id in (12, 14)");

        DueDay day = Assert.Single(await ReadAsync(book));

        Assert.Equal((new DateOnly(2026, 11, 10), "CNY", 5L), (day.DueOn, day.Currency, day.Installments));
        Assert.Equal((500000, 140000, 270000, 130000), (day.Due, day.OnTime, day.Paid, day.Overdue));
        Assert.Equal((130000, 100000, 0.54m), (day.Later, day.Open, day.PaidShare));
    }

    [DatabaseFact]
    public async Task What_another_installments_payment_has_paid_is_collected_too()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-10", "2026-11-11");
        await book.AddImportedPaymentAsync(1, 1, 200000, "2026-11-10");
        await book.ExecuteAsync("update installment set status = 'paid'");

        IReadOnlyList<DueDay> days = await ReadAsync(book);

        Assert.Equal([(100000L, 100000L), (0L, 100000L)], days.Select(day => (day.OnTime, day.Paid)));
    }

    [DatabaseFact]
    public async Task A_payment_that_was_taken_back_has_collected_nothing()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-10");
        await book.AddImportedPaymentAsync(1, 1, 100000, "2026-11-10");
        await book.ExecuteAsync(
            """
            insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, reverses_entry_id, actor)
            select concat('reversal:', entry_id), plan_id, installment_id, 'reversal', amount, currency, effective_on, entered_at, entry_id, 'ops' from ledger_entry
            """);

        DueDay day = Assert.Single(await ReadAsync(book));

        Assert.Equal((0, 0, 100000), (day.OnTime, day.Paid, day.Open));
    }

    [DatabaseFact]
    public async Task Days_and_currencies_are_kept_apart_and_days_outside_are_left_out()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-10-31", "2026-11-01", "2026-11-21", "2026-11-22");
        await book.AddPlanAsync(2, "2026-11-21");
        await book.ExecuteAsync("update installment_plan set currency = 'HKD' where plan_id = 2");

        IReadOnlyList<DueDay> days = await ReadAsync(book);

        Assert.Equal([("CNY", From), ("CNY", To), ("HKD", To)], days.Select(day => (day.Currency, day.DueOn)));
    }

    [DatabaseFact]
    public async Task Attempts_are_counted_by_where_they_stand_on_their_business_date()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-10", "2026-11-20", "2026-11-21");
        await book.AddDebitAsync(1, 1);
        await book.AddDoubtAsync(1, 2, "b");
        await book.AddDoubtAsync(1, 3, "c");
        var reader = new TodayReader(book.Database);

        Assert.Equal(
            [new AttemptCount { State = "pending", Currency = "CNY", Attempts = 2, Amount = 200000 }],
            await reader.ReadAttemptsAsync(To, CancellationToken.None));
        Assert.Equal(
            [new AttemptCount { State = "succeeded", Currency = "CNY", Attempts = 1, Amount = 100000 }],
            await reader.ReadAttemptsAsync(new DateOnly(2026, 11, 10), CancellationToken.None));
    }

    private static Task<IReadOnlyList<DueDay>> ReadAsync(OperatorBook book) =>
        new TodayReader(book.Database).ReadDueDaysAsync(From, To, CancellationToken.None);
}
