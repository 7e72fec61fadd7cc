using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Worker.Engines;
using Worker.Servicing.Calendar;
using Worker.Servicing.Runs;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Engines;

public sealed class QuartzEngineTests
{
    [DatabaseFact]
    public async Task Starting_the_host_catches_up_every_job_once_and_sets_the_next_time_of_each()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 14, 7);

        IScheduler scheduler = await StartedAsync(worker);

        Assert.Equal(6, worker.Runs().Count);
        Assert.Equal(JobList.All.Select(job => job.Name), worker.Book.Query<string>("select job from job_run order by run_id"));
        var expected = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal)
        {
            [JobList.Reconcile] = Shanghai(D, 14, 15),
            [JobList.MarkOverdue] = Shanghai(D.AddDays(1), 0, 30),
            [JobList.LateFees] = Shanghai(D.AddDays(1), 0, 45),
            [JobList.Remind] = Shanghai(D.AddDays(1), 8, 30),
            [JobList.AutoDebit] = Shanghai(D, 19, 0),
            [JobList.SendMail] = Shanghai(D, 14, 8),
        };
        foreach (JobDefinition job in JobList.All)
        {
            Assert.Equal(expected[job.Name], (await SetAsync(scheduler, job.Name)).Single());
        }
    }

    [DatabaseFact]
    public async Task A_time_that_comes_runs_the_job_and_sets_its_next_time()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 14, 7);
        IScheduler scheduler = await StartedAsync(worker);

        for (int minute = 8; minute <= 10; minute++)
        {
            worker.At(D, 14, minute);
            string run = $"send-mail 2026-11-21 (2026-11-21T14:{minute:00}) schedule completed";
            await ComposedWorker.UntilAsync(() => Task.FromResult(worker.Runs().Contains(run)), run);
            DateTimeOffset next = Shanghai(D, 14, minute + 1);
            await ComposedWorker.UntilAsync(async () => (await SetAsync(scheduler, JobList.SendMail)).Contains(next), $"{next} is set");
        }

        Assert.Equal(4, worker.Runs().Count(run => run.StartsWith("send-mail", StringComparison.Ordinal)));
    }

    [DatabaseFact]
    public async Task A_time_that_passed_while_the_process_was_held_up_is_run_as_the_newest_that_has_come()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 14, 7);
        await StartedAsync(worker);

        worker.At(D, 17, 22);

        foreach (string run in new[]
        {
            "send-mail 2026-11-21 (2026-11-21T17:22) schedule completed", "reconcile 2026-11-21 (2026-11-21T17:15) schedule completed",
        })
        {
            await ComposedWorker.UntilAsync(() => Task.FromResult(worker.Runs().Contains(run)), run);
        }
    }

    [DatabaseFact]
    public async Task A_job_fired_by_hand_runs_and_its_next_time_stays_set_once()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 14, 7);
        IScheduler scheduler = await StartedAsync(worker);
        worker.Book.Execute("update job_run set state = 'failed' where job = 'send-mail'");

        await scheduler.TriggerJob(new JobKey(JobList.SendMail), TestContext.Current.CancellationToken);

        const string run = "send-mail 2026-11-21 (2026-11-21T14:07) schedule completed";
        await ComposedWorker.UntilAsync(() => Task.FromResult(worker.Runs().Contains(run)), run);
        await ComposedWorker.UntilAsync(
            async () => (await SetAsync(scheduler, JobList.SendMail)) is [var next] && next == Shanghai(D, 14, 8), "one next time is set");
    }

    [DatabaseFact]
    public async Task Setting_a_time_that_is_set_already_changes_nothing()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 14, 7);
        IScheduler scheduler = await StartedAsync(worker);
        QuartzEngine engine = worker.Host.Services.GetRequiredService<QuartzEngine>();
        JobDefinition autoDebit = JobList.Find(JobList.AutoDebit)!;

        Occasion again = await engine.ScheduleNextAsync(scheduler, autoDebit, worker.Clock.GetUtcNow(), TestContext.Current.CancellationToken);

        Assert.Equal("2026-11-21T19:00", again.ToString());
        Assert.Single(await SetAsync(scheduler, JobList.AutoDebit));

        // From the very instant of a time, the next is the one after it.
        Occasion after = await engine.ScheduleNextAsync(scheduler, autoDebit, again.Instant, TestContext.Current.CancellationToken);
        Assert.Equal("2026-11-22T09:00", after.ToString());
    }

    [DatabaseFact]
    public async Task A_job_that_cannot_even_begin_is_tried_again_at_its_next_time()
    {
        await using ComposedWorker worker = await ComposedWorker.CreateAsync();
        worker.At(D, 14, 7);
        IScheduler scheduler = await StartedAsync(worker);
        worker.Book.RenameTable("job_run", "gone");

        worker.At(D, 14, 8);
        await ComposedWorker.UntilAsync(
            async () => (await SetAsync(scheduler, JobList.SendMail)).Contains(Shanghai(D, 14, 9)), "the next time is set");
        worker.Book.RenameTable("gone", "job_run");
        worker.At(D, 14, 9);

        const string run = "send-mail 2026-11-21 (2026-11-21T14:09) schedule completed";
        await ComposedWorker.UntilAsync(() => Task.FromResult(worker.Runs().Contains(run)), run);
    }

    private static DateTimeOffset Shanghai(DateOnly date, int hour, int minute) => World.Zone.InstantOf(date, new TimeOnly(hour, minute));

    private static async Task<IScheduler> StartedAsync(ComposedWorker worker)
    {
        await worker.Host.StartAsync(TestContext.Current.CancellationToken);
        IScheduler scheduler = await worker.Host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        await ComposedWorker.UntilAsync(async () => (await SetAsync(scheduler, JobList.SendMail)).Count == 1, "every job has its next time");
        return scheduler;
    }

    private static async Task<IReadOnlyList<DateTimeOffset>> SetAsync(IScheduler scheduler, string job) =>
        [.. (await scheduler.GetTriggersOfJob(new JobKey(job), TestContext.Current.CancellationToken)).Select(trigger => trigger.StartTimeUtc)];
}
