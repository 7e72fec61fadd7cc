using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Quartz;
using Worker.Engines;
using Worker.Servicing.Calendar;
using Worker.Servicing.Runs;
using Worker.Testing;

namespace Worker.Tests.Engines;

/// <summary>The next time of a job, whatever the last one took and wherever the clock is.</summary>
public sealed class NextTimeTests
{
    private static readonly BusinessZone Zone = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
    private static readonly DateOnly Day = new(2026, 11, 21);
    private static readonly JobDefinition AutoDebit = JobList.Find(JobList.AutoDebit)!;

    [Fact]
    public async Task A_time_that_passed_while_the_job_was_still_running_comes_right_after_it()
    {
        (QuartzEngine engine, IScheduler scheduler) = await StartAsync(At(14, 5));

        Occasion next = await engine.ScheduleNextAsync(scheduler, AutoDebit, At(9), CancellationToken.None);

        Assert.Equal(At(14), next.Instant);
        ITrigger trigger = Assert.Single(await scheduler.GetTriggersOfJob(new JobKey(AutoDebit.Name)));
        Assert.Equal(At(14), trigger.StartTimeUtc);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_keeps_no_job_from_its_next_time()
    {
        (QuartzEngine engine, IScheduler scheduler) = await StartAsync(At(13, 59));
        Occasion first = await engine.ScheduleNextAsync(scheduler, AutoDebit, At(9), CancellationToken.None);

        // The trigger of 14:00 is firing when the clock says 13:59 again: the job asks for 14:00 once more.
        Occasion again = await engine.ScheduleNextAsync(scheduler, AutoDebit, At(9), CancellationToken.None);

        Assert.Equal(first, again);
    }

    private static DateTimeOffset At(int hour, int minute = 0) => Zone.InstantOf(Day, new TimeOnly(hour, minute));

    /// <summary>A scheduler that never starts: what is scheduled stays to be looked at.</summary>
    private static async Task<(QuartzEngine Engine, IScheduler Scheduler)> StartAsync(DateTimeOffset now)
    {
        ISchedulerFactory factory = new ServiceCollection()
            .AddLogging()
            .AddQuartz(quartz => quartz.UseInMemoryStore())
            .BuildServiceProvider()
            .GetRequiredService<ISchedulerFactory>();
        IScheduler scheduler = await factory.GetScheduler();
        await scheduler.AddJob(JobBuilder.Create<DispatchJob>().WithIdentity(AutoDebit.Name).StoreDurably().Build());
        var timetable = new JobTimetable(Zone, new Dictionary<string, DailySchedule>(StringComparer.Ordinal));
        return (new QuartzEngine(factory, null!, timetable, new FakeClock(now), NullLogger<QuartzEngine>.Instance), scheduler);
    }
}
