using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Worker.Servicing.Runs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Engines;

public sealed class QuartzRetryTests
{
    [DatabaseFact]
    public async Task A_daily_job_that_failed_is_tried_again_after_1_5_15_and_30_minutes_until_it_is_done()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 8, 20);
        IScheduler scheduler = await StartedAsync(worker);
        worker.Book.RenameTable("installment", "gone");

        worker.At(D, 8, 30);
        foreach ((int hour, int minute) in new[] { (8, 31), (8, 36), (8, 51), (9, 21), (9, 51) })
        {
            DateTimeOffset again = World.Zone.InstantOf(D, new TimeOnly(hour, minute));
            await ComposedWorker.UntilAsync(async () => (await TimesAsync(scheduler)).Contains(again), $"it is tried again at {again}");
            if ((hour, minute) != (9, 51))
            {
                worker.Clock.MoveTo(again);
            }
        }

        worker.Book.RenameTable("gone", "installment");
        worker.At(D, 9, 51);

        await ComposedWorker.UntilAsync(
            () => Task.FromResult(Reminds(worker).Contains("remind 2026-11-21 (2026-11-21T08:30) schedule completed")), "it is done");
        Assert.Equal(5, Reminds(worker).Count(run => run == "remind 2026-11-21 (2026-11-21T08:30) schedule failed"));
        await ComposedWorker.UntilAsync(
            async () => (await TimesAsync(scheduler)).SequenceEqual([World.Zone.InstantOf(D.AddDays(1), new TimeOnly(8, 30))]), "only the next day is set");
    }

    [DatabaseFact]
    public async Task What_could_not_be_caught_up_with_at_the_start_is_tried_again_and_not_left_to_the_next_day()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 14, 7);
        worker.Book.RenameTable("job_run", "gone");
        IScheduler scheduler = await StartedAsync(worker);
        DateTimeOffset again = World.Zone.InstantOf(D, new TimeOnly(14, 8));
        await ComposedWorker.UntilAsync(async () => (await TimesAsync(scheduler)).Contains(again), "it is tried again in a minute");

        worker.Book.RenameTable("gone", "job_run");
        worker.Clock.MoveTo(again);

        await ComposedWorker.UntilAsync(
            () => Task.FromResult(Reminds(worker).SequenceEqual(["remind 2026-11-21 (2026-11-21T08:30) schedule completed"])), "it is done");
    }

    [DatabaseFact]
    public async Task A_time_that_comes_while_an_older_run_is_still_open_is_run_after_it()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 13, 50);
        await StartedAsync(worker);

        // Its worker could not even write that it had failed.
        worker.Book.Execute("update job_run set state = 'active', finished_at = null where job = 'auto-debit'");
        worker.Book.Execute("insert into active_run (job, run_id) select job, run_id from job_run where job = 'auto-debit'");
        worker.At(D, 14, 0);

        await ComposedWorker.UntilAsync(
            () => Task.FromResult(worker.Runs().Contains("auto-debit 2026-11-21 (2026-11-21T14:00) schedule completed")), "14:00 is run");
        Assert.Contains("auto-debit 2026-11-21 (2026-11-21T09:00) catch-up completed", worker.Runs());
    }

    private static IReadOnlyList<string> Reminds(ComposedWorker worker) =>
        [.. worker.Runs().Where(run => run.StartsWith("remind 2026-11-21", StringComparison.Ordinal))];

    private static async Task<IScheduler> StartedAsync(ComposedWorker worker)
    {
        await worker.Host.StartAsync(TestContext.Current.CancellationToken);
        IScheduler scheduler = await worker.Host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        await ComposedWorker.UntilAsync(
            async () => (await scheduler.GetTriggersOfJob(new JobKey(JobList.SendMail), TestContext.Current.CancellationToken)).Count > 0,
            "every job has its next time");
        return scheduler;
    }

    private static async Task<IReadOnlyList<DateTimeOffset>> TimesAsync(IScheduler scheduler) =>
        [.. (await scheduler.GetTriggersOfJob(new JobKey(JobList.Remind), TestContext.Current.CancellationToken)).Select(trigger => trigger.StartTimeUtc)];
}
