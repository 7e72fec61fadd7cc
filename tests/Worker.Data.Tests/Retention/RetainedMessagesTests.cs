using Worker.Data.Retention;
using Worker.Data.Tests.Operations;
using Worker.Servicing.Jobs;
using Worker.Servicing.Retention;
using Worker.Testing.Databases;
using static Worker.Data.Tests.Retention.OldBook;

namespace Worker.Data.Tests.Retention;

public sealed class RetainedMessagesTests
{
    [DatabaseTheory]
    [InlineData("receipt", "sent", Old, OldDate, "scheduled", true)]
    [InlineData("receipt", "failed", Old, OldDate, "scheduled", true)]
    [InlineData("receipt", "waiting", null, OldDate, "paid", false)]
    [InlineData("receipt", "sent", Young, OldDate, "paid", false)]
    [InlineData("receipt", "sent", Old, YoungDate, "paid", false)]
    [InlineData("method-suspended", "dropped", Old, OldDate, "overdue", true)]
    [InlineData("plan-closed", "sent", Old, OldDate, "paid", false)]
    [InlineData("due-soon", "sent", Old, OldDate, "paid", true)]
    [InlineData("overdue", "sent", Old, OldDate, "written_off", true)]
    [InlineData("debit-failed", "dropped", Old, OldDate, "paid", true)]
    [InlineData("due-soon", "sent", Old, OldDate, "scheduled", false)]
    [InlineData("overdue", "sent", Old, OldDate, "overdue", false)]
    [InlineData("debit-failed", "sent", Old, OldDate, "due", false)]
    [InlineData("overdue", "sent", Old, YoungDate, "paid", false)]
    [InlineData("something-new", "sent", Old, OldDate, "paid", false)]
    public async Task A_message_goes_when_it_is_old_and_can_not_come_again(
        string kind, string state, string? finishedAt, string businessDate, string status, bool goes)
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, OldDate);
        await book.ExecuteAsync("update installment set status = @status", new { status });
        await book.AddMessageAsync("the key", kind, state, finishedAt, businessDate);

        PruneCounts preview = await book.PreviewAsync();
        Assert.Equal(1, await book.ScalarAsync<long>("select count(*) from message"));
        PruneCounts pruned = await book.PruneAsync();

        Assert.Equal(goes ? 1 : 0, pruned.Messages);
        Assert.Equal(preview, pruned);
        Assert.Equal(goes ? 0 : 1, await book.ScalarAsync<long>("select count(*) from message"));
    }

    [DatabaseFact]
    public async Task A_notice_stays_while_an_attempt_on_its_installment_is_in_doubt()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, OldDate);
        await book.AddDoubtAsync(1, 1, "doubt", Old);
        await book.ExecuteAsync("update installment set status = 'paid'");
        await book.AddMessageAsync("failed", "debit-failed", "sent", Old, OldDate);
        await book.AddMessageAsync("receipt", "receipt", "sent", Old, OldDate);

        Assert.Equal(1, (await book.PruneAsync()).Messages);
        Assert.Equal(["failed"], await book.RowsAsync("select message_key from message"));

        await book.ExecuteAsync("delete from open_debit");
        Assert.Equal(1, (await book.PruneAsync()).Messages);
    }

    [DatabaseFact]
    public async Task An_installment_that_is_opened_again_between_looking_and_removing_keeps_its_notices()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, OldDate);
        await book.ExecuteAsync("update installment set status = 'paid'");
        await book.AddMessageAsync("notice", "overdue", "sent", Old, OldDate);
        Database racing = new RacingDatabase(book.Database, "update installment set status = 'overdue'");

        PruneReport report = await book.Pruning(racing).PruneAsync(OperatorBook.Note, null, CancellationToken.None);

        Assert.True(report.Counts.IsEmpty);
        Assert.Equal(["notice"], await book.RowsAsync("select message_key from message"));
    }

    [DatabaseTheory]
    [InlineData(0, 25_000)]
    [InlineData(1, 25_000)]
    [InlineData(12_345, 12_655)]
    [InlineData(25_000, 1)]
    [InlineData(25_000, 0)]
    public async Task Of_many_the_old_ones_go_and_the_young_ones_are_hardly_looked_at(int old, int young)
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, OldDate);
        await AddReceiptsAsync(book, old, Old);
        await AddReceiptsAsync(book, young, Young);

        // Most of the low numbers are gone already, as after an earlier pruning.
        await book.ExecuteAsync("delete from message where message_id between 101 and 9100");
        long left = await book.ScalarAsync<long>("select count(*) from message where finished_at = @Young", new { Young });
        long total = await book.ScalarAsync<long>("select count(*) from message");
        var messages = new RetainedMessages(book.Database);
        PruneHorizons horizons = PruneHorizons.At(book.Clock.GetUtcNow(), new RetentionSettings(), OperatorBook.Shanghai);

        KeyRange keys = await messages.ReadKeysAsync(horizons, CancellationToken.None);
        Assert.InRange(keys.To, old, old + messages.Window);
        Assert.Equal(total - left, (await book.PruneAsync()).Messages);
        Assert.Equal(left, await book.ScalarAsync<long>("select count(*) from message"));
    }

    private static Task AddReceiptsAsync(OperatorBook book, int count, string finishedAt) => book.Database.InsertRowsAsync(
        "message",
        "message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, finished_at",
        Enumerable.Range(1, count).Select(number => new object?[]
        {
            $"receipt:11:{finishedAt}{number}", "receipt", 1, 1, 11, 0, OldDate, "{}", finishedAt, "sent", finishedAt,
        }));
}
