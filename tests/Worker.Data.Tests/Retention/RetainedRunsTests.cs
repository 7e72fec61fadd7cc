using Worker.Data.Jobs;
using Worker.Data.Tests.Operations;
using Worker.Servicing.Jobs;
using Worker.Servicing.Retention;
using Worker.Testing.Databases;
using static Worker.Data.Tests.Retention.OldBook;

namespace Worker.Data.Tests.Retention;

public sealed class RetainedRunsTests
{
    [DatabaseFact]
    public async Task The_newest_finished_date_of_each_job_stays_whole_however_old_it_is()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddRunAsync(1, "late-fees", "2024-01-01", mark: 10);
        await book.AddRunAsync(2, "late-fees", "2024-01-02", "set-aside", mark: 20);
        await book.AddRunAsync(3, "late-fees", "2024-01-02", mark: 30);
        await book.AddRunAsync(4, "late-fees", "2024-01-01", mark: 40);
        await book.AddRunAsync(5, "late-fees", "2024-01-03", "stopped", mark: 50);
        await book.AddRunAsync(6, "late-fees", "2024-01-02", "failed", mark: 60);
        await book.AddRunAsync(7, "remind", "2024-01-01", mark: 70);
        await book.AddRunAsync(8, "send-mail", "2024-01-01", "failed", mark: 80);
        await book.AddRunAsync(9, "send-mail", "2024-01-01", "stopped", mark: 90);
        string[] before = await MemoryAsync(book);

        PruneCounts pruned = await book.PruneAsync();

        Assert.Equal(new PruneCounts { Runs = 1, RunSlices = 1, RunTallies = 2, RunErrors = 1 }, pruned);
        Assert.Equal(["2", "3", "4", "5", "6", "7", "8", "9"], await book.RunsAsync());
        Assert.Equal(before, await MemoryAsync(book));
    }

    [DatabaseTheory]
    [InlineData("completed", Old, true)]
    [InlineData("set-aside", Old, true)]
    [InlineData("stopped", Old, true)]
    [InlineData("failed", Old, true)]
    [InlineData("superseded", Old, true)]
    [InlineData("completed", Young, false)]
    [InlineData("active", null, false)]
    [InlineData("cutting", null, false)]
    [InlineData("active", Old, false)]
    public async Task A_run_goes_when_it_is_over_and_old_and_a_later_one_stands_in_for_it(string state, string? finishedAt, bool goes)
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddRunAsync(1, "remind", "2024-01-01", state, finishedAt);
        await book.AddRunAsync(2, "remind", "2024-01-02");

        PruneCounts preview = await book.PreviewAsync();
        Assert.Equal(["1", "2"], await book.RunsAsync());

        Assert.Equal(preview, await book.PruneAsync());
        Assert.Equal(goes ? ["2"] : ["1", "2"], await book.RunsAsync());
        Assert.Equal(goes ? 1 : 2, await book.ScalarAsync<long>("select count(distinct run_id) from run_error"));
    }

    [DatabaseFact]
    public async Task A_run_that_is_held_as_active_stays_even_if_it_should_not_be()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddRunAsync(1, "remind", "2024-01-01");
        await book.AddRunAsync(2, "remind", "2024-01-02");
        await book.ExecuteAsync("insert into active_run (job, run_id) values ('remind', 1)");

        Assert.True((await book.PruneAsync()).IsEmpty);
    }

    [DatabaseFact]
    public async Task A_run_for_a_date_that_has_not_come_does_not_stand_in_for_those_after_it()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddRunAsync(1, "remind", "2099-01-01", mark: 1);
        await book.AddRunAsync(2, "remind", "2024-01-01", mark: 2);
        await book.AddRunAsync(3, "remind", "2024-01-02", mark: 3);
        string[] before = await MemoryAsync(book);

        Assert.Equal(1, (await book.PruneAsync()).Runs);
        Assert.Equal(["1", "3"], await book.RunsAsync());
        Assert.Equal(before, await MemoryAsync(book));
    }

    [DatabaseFact]
    public async Task What_pruned_runs_counted_is_brought_forward_once()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        for (int run = 1; run <= 5; run++)
        {
            await book.AddRunAsync(run, run % 2 == 0 ? "remind" : "auto-debit", $"2024-01-{run:00}");
        }

        Assert.Equal(3, (await book.PruneAsync()).Runs);
        Assert.Equal(["auto-debit|candidates||14", "remind|candidates||7"], await CarriedAsync(book));
        Assert.True((await book.PruneAsync()).IsEmpty);
        await book.AddRunAsync(6, "auto-debit", "2024-02-01");
        Assert.Equal(1, (await book.PruneAsync()).Runs);
        Assert.Equal(["auto-debit|candidates||21", "remind|candidates||7"], await CarriedAsync(book));
    }

    [DatabaseFact]
    public async Task A_large_run_goes_in_pieces_and_nothing_of_it_is_lost_or_left()
    {
        await using OperatorBook book = await OperatorBook.CreateAsync();
        await book.AddRunAsync(1, "auto-debit", "2024-01-01");
        await book.AddRunAsync(2, "auto-debit", "2024-01-02");
        await book.AddRunAsync(3, "auto-debit", "2024-01-03");
        await book.Database.InsertRowsAsync(
            "run_slice",
            "run_id, number, from_key, to_key, done_to, state, fence",
            Enumerable.Range(2, 699).Select(number => new object?[] { 2, number, 0, 1, 1, "done", 1 }));
        await book.ExecuteAsync(
            """
            insert into run_tally (run_id, slice, name, currency, value) select 2, number, 'debited', '', 1 from run_slice where run_id = 2;
            insert into run_tally (run_id, slice, name, currency, value) select 2, number, 'debited', 'CNY', 100 from run_slice where run_id = 2;
            insert into run_error (run_id, code, subject, recorded_at) select 2 + number % 2, 'c', 's', '2024-01-02' from run_slice where run_id = 2;
            insert into run_error (run_id, code, subject, recorded_at) select 2, 'c', 's', '2024-01-02' from run_slice where run_id = 2;
            """);
        var watched = new RacingDatabase(book.Database);
        PruneCounts preview = await book.PreviewAsync();

        PruneCounts pruned = (await book.Pruning(watched).PruneAsync(OperatorBook.Note, null, CancellationToken.None)).Counts;

        Assert.Equal(new PruneCounts { Runs = 2, RunSlices = 701, RunTallies = 1404, RunErrors = 2 + 350 + 700 }, pruned);
        Assert.Equal(preview, pruned);
        Assert.InRange(watched.Changed.Max(), 400, Database.BatchSize + 10);
        Assert.Equal(["auto-debit|candidates||14", "auto-debit|debited||700", "auto-debit|debited|CNY|70000"], await CarriedAsync(book));
        Assert.Equal(["3"], await book.RunsAsync());
        Assert.Equal("1|2|351", Assert.Single(await book.RowsAsync(
            "select (select count(*) from run_slice), (select count(*) from run_tally), (select count(*) from run_error)")));
    }

    private static Task<IReadOnlyList<string>> CarriedAsync(OperatorBook book) =>
        book.RowsAsync("select job, name, currency, value from pruned_tally order by job, name, currency");

    /// <summary>What the jobs remember by their runs.</summary>
    private static async Task<string[]> MemoryAsync(OperatorBook book)
    {
        var store = new RunStore(book.Database);
        var memory = new List<string>();
        foreach (string job in JobList.All.Select(job => job.Name))
        {
            DateOnly? last = await store.LastFinishedAsync(job, CancellationToken.None);
            Run preview = await store.ForPreviewAsync(job, new DateOnly(2026, 11, 21), CancellationToken.None);
            string newest = await book.ScalarAsync<string>("select concat(max(run_id), ' ', max(ledger_mark)) from job_run where job = @job", new { job });
            memory.Add($"{job} {last:yyyy-MM-dd} {preview.PreviousLedgerMark} {newest}");
        }

        return [.. memory];
    }
}
