using Hangfire;
using Hangfire.States;
using Hangfire.Storage.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Testing;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Hangfire.Tests.Jobs;

/// <summary>What becomes of a background job, and of the run behind it.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task Trigger_now_runs_the_job_for_the_day_and_says_what_came_of_it()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        host.Book.Debt(D, principal: 100_00, interest: 0);
        host.Book.Debt(D, "nsf");

        (string id, StateHistoryDto end) = await host.TriggerAsync(JobList.AutoDebit);

        Assert.Equal("Succeeded", end.StateName);
        Assert.Contains("Run 1 of auto-debit for 2026-11-21 is completed.", end.Data["Result"], StringComparison.Ordinal);
        Assert.Contains("debited 1 (100.00 CNY)", end.Data["Result"], StringComparison.Ordinal);
        Assert.Equal(["auto-debit 2026-11-21 manual dashboard completed"], host.Runs());
        JobDetailsDto details = host.Monitor.JobDetails(id);
        Assert.Equal(["auto-debit", "2026-11-21"], details.Job.Args.Take(2));
        Assert.Equal("\"1\"", details.Properties[JobMarks.Runs]);
    }

    [Fact]
    public async Task A_second_trigger_is_a_run_of_its_own_and_finds_nothing_to_do()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        host.Book.Debt(D);

        await host.TriggerAsync(JobList.AutoDebit);
        (_, StateHistoryDto end) = await host.TriggerAsync(JobList.AutoDebit);

        Assert.Contains("Run 2 of auto-debit for 2026-11-21 is completed. There was nothing to do.", end.Data["Result"], StringComparison.Ordinal);
        Assert.Single(host.Book.Payments());
    }

    [Fact]
    public async Task A_job_that_was_made_for_a_time_runs_the_newest_time_that_has_come_and_again_finds_it_over()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        host.Book.Debt(D);
        host.Clock.MoveTo(EngineHost.Zone.InstantOf(D, new TimeOnly(14, 1)));

        StateHistoryDto first = await host.EndOfAsync(host.Client.Create(JobCalls.Run(JobList.AutoDebit, D.AddDays(-1)), new EnqueuedState()));
        StateHistoryDto second = await host.EndOfAsync(host.Client.Create(JobCalls.Run(JobList.AutoDebit, D), new EnqueuedState()));

        Assert.Contains("for 2026-11-21 is completed.", first.Data["Result"], StringComparison.Ordinal);
        Assert.Contains("had ended already, and nothing was done", second.Data["Result"], StringComparison.Ordinal);
        Assert.Equal(["2026-11-21T14:00"], host.Book.Query<string>("select occasion from job_run"));
    }

    [Fact]
    public async Task A_run_that_a_tripwire_stops_has_failed_with_the_reason_and_is_not_tried_again()
    {
        await using EngineHost host = await EngineHost.StartAsync(WithLimit(1000));
        for (int debt = 0; debt < 4; debt++)
        {
            host.Book.Debt(D, principal: 400, interest: 0);
        }

        (string id, StateHistoryDto end) = await host.TriggerAsync(JobList.AutoDebit);

        Assert.Equal("Failed", end.StateName);
        Assert.Contains("Run 1 of auto-debit for 2026-11-21 was stopped", end.Reason, StringComparison.Ordinal);
        Assert.Contains("10.00 CNY", end.Reason, StringComparison.Ordinal);
        Assert.Contains("debited 2 (8.00 CNY)", end.Reason, StringComparison.Ordinal);
        Assert.False(host.Monitor.JobDetails(id).Properties.ContainsKey("RetryCount"));
        Assert.Equal(["auto-debit 2026-11-21 manual dashboard stopped"], host.Runs());
    }

    [Fact]
    public async Task Requeue_runs_what_was_stopped_as_an_occasion_of_its_own()
    {
        await using EngineHost host = await EngineHost.StartAsync(WithLimit(1000));
        for (int debt = 0; debt < 4; debt++)
        {
            host.Book.Debt(D, principal: 400, interest: 0);
        }

        (string id, _) = await host.TriggerAsync(JobList.AutoDebit);
        Assert.True(host.Client.Requeue(id));
        StateHistoryDto end = await host.EndOfAsync(id);

        Assert.Equal("Succeeded", end.StateName);
        Assert.Equal("debit", host.Monitor.JobDetails(id).Job.Queue);
        Assert.Equal(
            ["auto-debit 2026-11-21 manual dashboard stopped", "auto-debit 2026-11-21 manual dashboard completed"], host.Runs());
        Assert.Equal(4, host.Book.Payments().Count);
    }

    [Fact]
    public async Task A_fault_of_the_database_is_tried_again_and_continues_the_same_occasion()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        host.Book.Debt(D);
        host.Book.Execute("alter table job_run rename to gone");

        string id = host.Recurring.TriggerJob(JobList.AutoDebit)!;
        await Eventually.UntilAsync(() => host.Monitor.JobDetails(id).Properties.ContainsKey("RetryCount"), "the job is tried again");
        StateHistoryDto failed = await host.EndOfAsync(id);
        Assert.Equal("Failed", failed.StateName);
        Assert.Equal("2", host.Monitor.JobDetails(id).Properties["RetryCount"]);

        host.Book.Execute("alter table gone rename to job_run");
        host.Client.Requeue(id);
        Assert.Equal("Succeeded", (await host.EndOfAsync(id)).StateName);
        Assert.Single(host.Book.Payments());
    }

    [Fact]
    public async Task A_run_that_reached_no_channel_is_tried_again_for_the_same_occasion()
    {
        int tries = 0;
        await using EngineHost host = await EngineHost.StartAsync(new HostSettings
        {
            Channels = channels => new FaultyChannels(channels)
            {
                Before = _ => Task.FromResult(
                    Interlocked.Increment(ref tries) == 1 ? new ChannelAnswer(ChannelOutcome.NotSent, Detail: "no connection") { IsChannelError = true } : null),
            },
        });
        host.Book.Debt(D);

        (string id, StateHistoryDto end) = await host.TriggerAsync(JobList.AutoDebit);

        Assert.Equal("Succeeded", end.StateName);
        Assert.Contains("debited 1", end.Data["Result"], StringComparison.Ordinal);
        Assert.Equal("1", host.Monitor.JobDetails(id).Properties["RetryCount"]);
        Assert.Equal(["auto-debit 2026-11-21 manual dashboard set-aside", "auto-debit 2026-11-21 manual dashboard completed"], host.Runs());
        Assert.Single(host.Book.Query<string>("select distinct occasion from job_run"));
        Assert.Single(host.Book.Payments());
    }

    [Fact]
    public async Task A_fault_of_ours_has_failed_at_once()
    {
        await using EngineHost host = await EngineHost.StartAsync(new HostSettings
        {
            Channels = channels => new FaultyChannels(channels) { Before = _ => throw new InvalidOperationException("A fault of ours.") },
        });
        host.Book.Debt(D);

        (string id, StateHistoryDto end) = await host.TriggerAsync(JobList.AutoDebit);

        Assert.Equal("Failed", end.StateName);
        Assert.Contains("A fault of ours", end.Reason, StringComparison.Ordinal);
        Assert.False(host.Monitor.JobDetails(id).Properties.ContainsKey("RetryCount"));
        Assert.Equal(["auto-debit 2026-11-21 manual dashboard failed"], host.Runs());
    }

    [Fact]
    public async Task A_job_that_is_no_longer_on_the_list_has_failed_and_says_so()
    {
        await using EngineHost host = await EngineHost.StartAsync();

        StateHistoryDto end = await host.EndOfAsync(host.Client.Create(JobCalls.Run("collect-debts", D), new EnqueuedState()));

        Assert.Equal("Failed", end.StateName);
        Assert.Contains("no longer on the list of jobs", end.Data["ExceptionMessage"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_handed_over_carries_who_and_why()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        host.Book.Debt(D.AddDays(-1));

        await host.EndOfAsync(host.Services.GetRequiredService<RunQueue>().Enqueue(JobList.AutoDebit, D.AddDays(-1), "li.lei", "after the outage"));

        Assert.Equal(["auto-debit 2026-11-20 manual li.lei completed"], host.Runs());
        Assert.Contains("li.lei after the outage", host.Book.Query<string>("select actor || ' ' || reason from audit_entry"));
    }

    [Fact]
    public async Task History_is_kept_for_a_month_and_for_a_day_where_an_all_day_job_found_nothing()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        host.Book.Debt(D);

        Assert.Equal(30, await DaysKeptAsync(host, JobList.AutoDebit));
        Assert.Equal(30, await DaysKeptAsync(host, JobList.SendMail));
        Assert.Equal(30, await DaysKeptAsync(host, JobList.AutoDebit));
        Assert.Equal(1, await DaysKeptAsync(host, JobList.SendMail));
    }

    private static async Task<int> DaysKeptAsync(EngineHost host, string job)
    {
        (string id, _) = await host.TriggerAsync(job);
        JobDetailsDto details = host.Monitor.JobDetails(id);
        return (int)Math.Round((details.ExpireAt!.Value - details.CreatedAt!.Value).TotalDays);
    }

    private static HostSettings WithLimit(long minor) => new()
    {
        AutoDebit = settings => settings with
        {
            BatchSize = 1,
            MaxRunAmount = new Dictionary<string, long>(StringComparer.Ordinal) { ["CNY"] = minor },
        },
    };
}
