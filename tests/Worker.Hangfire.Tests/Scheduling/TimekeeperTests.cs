using Hangfire.Storage.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Worker.Hangfire.Jobs;
using Worker.Hangfire.Scheduling;
using Worker.Servicing.Jobs;
using Worker.Testing;

namespace Worker.Hangfire.Tests.Scheduling;

public sealed class TimekeeperTests
{
    [Fact]
    public async Task A_host_that_starts_makes_up_for_every_job_by_one_job_on_the_dashboard()
    {
        await using EngineHost host = await EngineHost.StartAsync(new HostSettings { KeepsTime = true });

        await Eventually.UntilAsync(() => host.Monitor.SucceededListCount() > 0, "the catch-up has ended");

        Assert.Equal(JobList.All.Select(job => job.Name).Order(StringComparer.Ordinal), JobsOf(host).Order(StringComparer.Ordinal));
        Assert.Contains(host.Monitor.SucceededJobs(0, 10), job => job.Value.Job.Method.Name == nameof(DailyJobs.CatchUpAsync));
    }

    [Fact]
    public async Task A_time_that_passes_without_being_triggered_is_made_up_for_once()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        Timekeeper timekeeper = ActivatorUtilities.CreateInstance<Timekeeper>(host.Services, new HangfireEngineOptions());
        timekeeper.Look();
        await Eventually.UntilAsync(() => CatchUps(host) == 1, "the start is caught up");

        timekeeper.Look();
        Assert.Equal(1, CatchUps(host));

        // Hangfire's own clock is far behind this one: nothing was triggered at two in the afternoon.
        host.Clock.MoveTo(EngineHost.Zone.InstantOf(Dates.D, new TimeOnly(14, 2)));
        timekeeper.Look();
        timekeeper.Look();
        await Eventually.UntilAsync(() => CatchUps(host) == 2, "the time is caught up");
        Assert.Contains("auto-debit", host.Book.Query<string>("select job from job_run where occasion = '2026-11-21T14:00'"));
    }

    private static IEnumerable<string> JobsOf(EngineHost host) => host.Book.Query<string>("select distinct job from job_run");

    private static int CatchUps(EngineHost host) => host.Monitor.SucceededJobs(0, 100)
        .Count((KeyValuePair<string, SucceededJobDto> job) => job.Value.Job.Method.Name == nameof(DailyJobs.CatchUpAsync));
}
