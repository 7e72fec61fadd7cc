using Worker.Data.Operations;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Operations;

public sealed class PlaceHoldTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [DatabaseFact]
    public async Task A_plan_on_hold_is_held_up_to_and_with_its_last_day()
    {
        await using OperatorBook book = await BookAsync();

        OperationOutcome outcome = await Holds(book).HoldAsync(HoldSubject.Plan, "P-1", Today.AddDays(4), OperatorBook.Note, CancellationToken.None);

        Assert.Equal(new OperationOutcome(true, "Plan P-1 is on hold until 2026-11-25."), outcome);
        Assert.True((await HoldsAsync(book, Today.AddDays(4))).Cover(1, 1));
        Assert.False((await HoldsAsync(book, Today.AddDays(5))).Cover(1, 1));
        Assert.Equal(
            ["2026-11-21T01:00:00.000Z|li.na|hold|plan P-1|customer called|until 2026-11-25"],
            await book.RowsAsync("select recorded_at, actor, action, subject, reason, detail from audit_entry"));
    }

    [DatabaseFact]
    public async Task A_customer_on_hold_holds_every_plan_until_released()
    {
        await using OperatorBook book = await BookAsync();

        await Holds(book).HoldAsync(HoldSubject.Customer, "C-1", null, OperatorBook.Note, CancellationToken.None);
        Assert.True((await HoldsAsync(book, Today.AddYears(50))).Cover(1, 1));

        OperationOutcome outcome = await Holds(book).ReleaseAsync(HoldSubject.Customer, "C-1", OperatorBook.Note, CancellationToken.None);
        Assert.Equal("Customer C-1 is released; it was on hold until released, by li.na: customer called.", outcome.Message);
        Assert.False((await HoldsAsync(book, Today)).Cover(1, 1));
        Assert.Equal(["hold", "release"], await book.RowsAsync("select action from audit_entry order by audit_id"));
    }

    [DatabaseFact]
    public async Task Holding_twice_says_so_and_writes_nothing()
    {
        await using OperatorBook book = await BookAsync();
        await Holds(book).HoldAsync(HoldSubject.Plan, "P-1", Today, OperatorBook.Note, CancellationToken.None);

        OperationOutcome outcome = await Holds(book).HoldAsync(
            HoldSubject.Plan, "P-1", Today, new OperatorNote("wang", "again"), CancellationToken.None);

        Assert.Equal(new OperationOutcome(false, "Plan P-1 is on hold already, until 2026-11-21, by li.na: customer called."), outcome);
        Assert.Equal(1, await book.ScalarAsync<long>("select count(*) from account_hold"));
        Assert.Equal(1, await book.ScalarAsync<long>("select count(*) from audit_entry"));
    }

    [DatabaseFact]
    public async Task Holding_again_with_another_last_day_moves_the_last_day()
    {
        await using OperatorBook book = await BookAsync();
        await Holds(book).HoldAsync(HoldSubject.Plan, "P-1", Today, OperatorBook.Note, CancellationToken.None);

        OperationOutcome outcome = await Holds(book).HoldAsync(HoldSubject.Plan, "P-1", null, OperatorBook.Note, CancellationToken.None);

        Assert.Equal("Plan P-1 is now on hold until released; it was on hold until 2026-11-21, by li.na: customer called.", outcome.Message);
        Assert.Equal(["-"], await book.RowsAsync("select until_date from account_hold where released_at is null"));
    }

    [DatabaseFact]
    public async Task Twenty_holds_at_once_from_two_processes_leave_one_hold()
    {
        await using OperatorBook book = await BookAsync();
        Database other = book.Reopen();
        var elsewhere = new PlaceHold(new HoldStore(other), book.TooLate, OperatorBook.Shanghai, book.Clock);

        OperationOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(turn => Task.Run(() =>
            (turn % 2 == 0 ? Holds(book) : elsewhere).HoldAsync(HoldSubject.Plan, "P-1", null, OperatorBook.Note, CancellationToken.None))));

        Assert.Single(outcomes, outcome => outcome.Changed);
        Assert.Equal(1, await book.ScalarAsync<long>("select count(*) from account_hold"));
    }

    [DatabaseFact]
    public async Task Releasing_what_is_not_held_says_so_and_that_its_customer_is()
    {
        await using OperatorBook book = await BookAsync();

        Assert.Equal(
            new OperationOutcome(false, "Plan P-1 is not on hold."),
            await Holds(book).ReleaseAsync(HoldSubject.Plan, "P-1", OperatorBook.Note, CancellationToken.None));

        await Holds(book).HoldAsync(HoldSubject.Customer, "C-1", null, OperatorBook.Note, CancellationToken.None);
        OperationOutcome outcome = await Holds(book).ReleaseAsync(HoldSubject.Plan, "P-1", OperatorBook.Note, CancellationToken.None);

        Assert.Equal(new OperationOutcome(false, "Plan P-1 is not on hold. Its customer is on hold, and so the plan stays held."), outcome);
        Assert.True((await HoldsAsync(book, Today)).Cover(1, 1));
        Assert.Equal(1, await book.ScalarAsync<long>("select count(*) from audit_entry"));
    }

    [DatabaseFact]
    public async Task A_hold_that_ran_out_is_neither_in_the_way_nor_released()
    {
        await using OperatorBook book = await BookAsync();
        await Holds(book).HoldAsync(HoldSubject.Plan, "P-1", Today, OperatorBook.Note, CancellationToken.None);
        book.Clock.Advance(TimeSpan.FromDays(1));

        Assert.False((await Holds(book).ReleaseAsync(HoldSubject.Plan, "P-1", OperatorBook.Note, CancellationToken.None)).Changed);
        Assert.Equal("Plan P-1 is on hold until 2026-11-23.", (await Holds(book).HoldAsync(
            HoldSubject.Plan, "P-1", Today.AddDays(2), OperatorBook.Note, CancellationToken.None)).Message);
        Assert.Equal(["2026-11-21|-", "2026-11-23|-"], await book.RowsAsync("select until_date, released_at from account_hold order by hold_id"));
    }

    [DatabaseFact]
    public async Task The_business_day_ends_at_midnight_in_its_zone()
    {
        await using OperatorBook book = await BookAsync();
        book.Clock.MoveTo(new DateTimeOffset(2026, 11, 21, 15, 59, 59, TimeSpan.Zero));
        Assert.True((await Holds(book).HoldAsync(HoldSubject.Plan, "P-1", Today, OperatorBook.Note, CancellationToken.None)).Changed);

        book.Clock.Advance(TimeSpan.FromSeconds(1));
        OperationRefusedException refused = await Assert.ThrowsAsync<OperationRefusedException>(() =>
            Holds(book).HoldAsync(HoldSubject.Customer, "C-1", Today, OperatorBook.Note, CancellationToken.None));

        Assert.Equal("A hold until 2026-11-21 would be over: it is 2026-11-22.", refused.Message);
    }

    [DatabaseTheory]
    [InlineData(HoldSubject.Plan, "C-1")]
    [InlineData(HoldSubject.Customer, "P-1")]
    [InlineData(HoldSubject.Plan, "P-1'; delete from account_hold; --")]
    [InlineData(HoldSubject.Plan, "")]
    public async Task An_unknown_reference_is_refused_and_changes_nothing(HoldSubject subject, string reference)
    {
        await using OperatorBook book = await BookAsync();

        OperationRefusedException hold = await Assert.ThrowsAsync<OperationRefusedException>(() =>
            Holds(book).HoldAsync(subject, reference, null, OperatorBook.Note, CancellationToken.None));
        OperationRefusedException release = await Assert.ThrowsAsync<OperationRefusedException>(() =>
            Holds(book).ReleaseAsync(subject, reference, OperatorBook.Note, CancellationToken.None));

        Assert.Equal($"There is no {subject.Name()} '{reference}'.", hold.Message);
        Assert.Equal(hold.Message, release.Message);
        Assert.Equal(0, await book.ScalarAsync<long>("select (select count(*) from account_hold) + (select count(*) from audit_entry)"));
    }

    private static async Task<OperatorBook> BookAsync()
    {
        OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-01");
        return book;
    }

    private static PlaceHold Holds(OperatorBook book) => new(new HoldStore(book.Database), book.TooLate, OperatorBook.Shanghai, book.Clock);

    private static Task<Holds> HoldsAsync(OperatorBook book, DateOnly date) => book.Reader.ReadHoldsAsync([1], date, CancellationToken.None);
}
