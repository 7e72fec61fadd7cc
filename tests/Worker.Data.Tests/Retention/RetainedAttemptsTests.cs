using Worker.Data.Tests.Operations;
using Worker.Servicing.Retention;
using Worker.Testing.Databases;
using static Worker.Data.Tests.Retention.OldBook;

namespace Worker.Data.Tests.Retention;

public sealed class RetainedAttemptsTests
{
    [DatabaseTheory]
    [InlineData("declined", Old, OldDate, "paid", true)]
    [InlineData("declined", Old, OldDate, "written_off", true)]
    [InlineData("rejected", Old, OldDate, "paid", true)]
    [InlineData("declined", Old, OldDate, "overdue", false)]
    [InlineData("declined", Old, OldDate, "due", false)]
    [InlineData("rejected", Old, OldDate, "scheduled", false)]
    [InlineData("withdrawn", Old, OldDate, "overdue", true)]
    [InlineData("withdrawn", Young, OldDate, "overdue", false)]
    [InlineData("declined", Young, OldDate, "paid", false)]
    [InlineData("declined", Old, YoungDate, "paid", false)]
    [InlineData("succeeded", Old, OldDate, "paid", false)]
    [InlineData("unknown", null, OldDate, "paid", false)]
    [InlineData("pending", null, OldDate, "paid", false)]
    [InlineData("lost", null, OldDate, "paid", false)]
    [InlineData("lost", Old, OldDate, "paid", false)]
    public async Task An_attempt_goes_when_it_is_old_and_no_rule_counts_it(
        string state, string? settledAt, string businessDate, string status, bool goes)
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, OldDate);
        await book.ExecuteAsync("update installment set status = @status", new { status });
        await book.AddAttemptAsync("order", state, settledAt, businessDate);

        PruneCounts preview = await book.PreviewAsync();
        Assert.Equal(1, await book.ScalarAsync<long>("select count(*) from debit_attempt"));
        PruneCounts pruned = await book.PruneAsync();

        Assert.Equal(goes ? 1 : 0, pruned.Attempts);
        Assert.Equal(preview, pruned);
        Assert.Equal(goes ? 0 : 1, await book.ScalarAsync<long>("select count(*) from debit_attempt"));
    }

    [DatabaseFact]
    public async Task An_attempt_stays_while_the_notice_of_its_suspension_does()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, OldDate);
        await book.ExecuteAsync("update installment set status = 'written_off'");
        await book.AddAttemptAsync("order", "declined", Old);
        await book.AddMessageAsync("method-suspended:11:order", "method-suspended", "sent", Young, OldDate);

        Assert.True((await book.PreviewAsync()).IsEmpty);
        Assert.True((await book.PruneAsync()).IsEmpty);
        await book.AssertSaneAsync();

        book.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(new PruneCounts { Messages = 1, Attempts = 1 }, await book.PreviewAsync());
        Assert.Equal(new PruneCounts { Messages = 1, Attempts = 1 }, await book.PruneAsync());
        await book.AssertSaneAsync();
    }

    [DatabaseFact]
    public async Task More_than_a_batch_on_one_method_go_five_hundred_at_a_time()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, OldDate);
        await book.ExecuteAsync("update installment set status = 'paid'");
        await book.Database.InsertRowsAsync(
            "debit_attempt",
            "order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, settled_at, run_id",
            Enumerable.Range(1, 1201).Select(number => new object?[] { $"order{number}", 11, 1, "card", 1, "CNY", "t", "P", OldDate, Old, "declined", Old, 1 }));
        var watched = new RacingDatabase(book.Database);

        PruneReport report = await book.Pruning(watched).PruneAsync(OperatorBook.Note, null, CancellationToken.None);

        Assert.Equal(1201, report.Counts.Attempts);

        // The first transaction begins the two counters that the others add to.
        Assert.Equal([1, 498, 500, 201, 1], watched.Changed);
        Assert.Equal(
            ["prune|declinedSoft||1201", "prune|declinedSoft|CNY|1201"], await book.RowsAsync("select job, name, currency, value from pruned_tally order by currency"));
    }
}
