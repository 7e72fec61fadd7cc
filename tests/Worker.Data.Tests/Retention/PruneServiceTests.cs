using Worker.Data.Tests.Operations;
using Worker.Servicing.Retention;
using Worker.Testing.Databases;
using static Worker.Data.Tests.Retention.OldBook;

namespace Worker.Data.Tests.Retention;

public sealed class PruneServiceTests
{
    [DatabaseFact]
    public async Task Who_pruned_what_and_why_is_in_the_audit_log()
    {
        await using OperatorBook book = await MixedBookAsync();

        Assert.Equal(new PruneCounts(1, 1, 1, 1, 2, 1), await book.PruneAsync());

        const string What = "1 messages finished before 2025-10-17 01:00:00Z, 1 attempts settled before 2025-10-17 01:00:00Z, 1 runs finished before 2025-10-17 01:00:00Z, 0 notices that ended before 2025-10-17 01:00:00Z, 0 sessions over before 2025-10-17 01:00:00Z";
        Assert.Equal(
            [$"li.na|prune|messages, attempts, runs|customer called|begun: {What}", $"li.na|prune|messages, attempts, runs|customer called|done: {What}"],
            await book.RowsAsync("select actor, action, subject, reason, detail from audit_entry order by audit_id"));
    }

    [DatabaseFact]
    public async Task A_second_time_right_after_finds_nothing_and_writes_nothing()
    {
        await using OperatorBook book = await MixedBookAsync();
        await book.PruneAsync();

        Assert.True((await book.PruneAsync()).IsEmpty);
        Assert.Equal(2, await book.ScalarAsync<long>("select count(*) from audit_entry"));
    }

    [DatabaseFact]
    public async Task An_empty_book_has_nothing_to_prune()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();

        Assert.True((await book.PreviewAsync()).IsEmpty);
        Assert.True((await book.PruneAsync()).IsEmpty);
        Assert.Equal(0, await book.ScalarAsync<long>("select count(*) from audit_entry"));
    }

    [DatabaseFact]
    public async Task Each_kind_has_a_retention_of_its_own()
    {
        await using OperatorBook book = await MixedBookAsync();
        var attemptsLonger = new RetentionSettings { AttemptDays = 402 };

        PruneReport report = await book.Pruning(settings: attemptsLonger).PruneAsync(OperatorBook.Note, null, CancellationToken.None);

        Assert.Equal((1, 0, 1), (report.Counts.Messages, report.Counts.Attempts, report.Counts.Runs));
    }

    [DatabaseFact]
    public async Task What_was_interrupted_says_that_it_was_begun_and_the_next_time_does_the_rest()
    {
        await using OperatorBook book = await MixedBookAsync();
        using var stop = new CancellationTokenSource();
        var progress = new Listener(step =>
        {
            if (step is { Stage: PruneStage.Removing, Records: "messages" })
            {
                stop.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => book.Pruning().PruneAsync(OperatorBook.Note, progress, stop.Token));

        Assert.StartsWith("begun: 1 messages", Assert.Single(await book.RowsAsync("select detail from audit_entry")), StringComparison.Ordinal);
        await book.AssertSaneAsync();
        Assert.Equal(new PruneCounts(0, 1, 1, 1, 2, 1), await book.PruneAsync());
        await book.AssertSaneAsync();
    }

    [DatabaseFact]
    public async Task Progress_reaches_its_end_for_every_kind()
    {
        await using OperatorBook book = await MixedBookAsync();
        var steps = new List<PruneProgress>();

        await book.Pruning().PruneAsync(OperatorBook.Note, new Listener(steps.Add), CancellationToken.None);

        Assert.Equal(
            [
                (PruneStage.Looking, "messages"), (PruneStage.Looking, "attempts"), (PruneStage.Looking, "runs"),
                (PruneStage.Removing, "messages"), (PruneStage.Removing, "attempts"), (PruneStage.Removing, "runs"),
            ],
            steps.Where(step => step.Done == step.Of).Select(step => (step.Stage, step.Records)));
    }

    [DatabaseFact]
    public async Task Two_that_prune_at_once_remove_everything_once()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        for (int run = 1; run <= 201; run++)
        {
            await book.AddRunAsync(run, "send-mail", new DateOnly(2024, 1, 1).AddDays(run).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }

        Database other = book.Reopen();

        PruneReport[] reports = await Task.WhenAll(
            Task.Run(() => book.Pruning().PruneAsync(OperatorBook.Note, null, CancellationToken.None)),
            Task.Run(() => book.Pruning(other).PruneAsync(OperatorBook.Note, null, CancellationToken.None)));

        Assert.Equal(200, reports.Sum(report => report.Counts.Runs));
        Assert.Equal(["send-mail|candidates||1400"], await book.RowsAsync("select job, name, currency, value from pruned_tally"));
        Assert.Equal(["201"], await book.RunsAsync());
    }

    /// <summary>Of each kind one that goes and one that stays.</summary>
    private static async Task<OperatorBook> MixedBookAsync()
    {
        OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddPlanAsync(1, "2026-11-10");
        await book.AddDebitAsync(1, 1);
        await book.AddAttemptAsync("first", "declined", Old);
        await book.AddMessageAsync($"due-soon:11:{OldDate}", "due-soon", "sent", Old, OldDate);
        await book.AddRunAsync(100, "remind", "2024-01-01");
        await book.AddRunAsync(101, "remind", "2024-01-02");
        await book.AssertSaneAsync();
        return book;
    }

    /// <summary>Unlike Progress, it is told at once.</summary>
    private sealed class Listener(Action<PruneProgress> listen) : IProgress<PruneProgress>
    {
        public void Report(PruneProgress value) => listen(value);
    }
}
