using Hangfire;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Worker.Hangfire.Jobs;
using Worker.Hangfire.Scheduling;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Tests.Scheduling;

public sealed class RecurringListTests
{
    [Fact]
    public async Task Every_job_of_the_list_is_a_recurring_job_under_its_own_name_in_the_business_time_zone()
    {
        await using EngineHost host = await EngineHost.StartAsync(new HostSettings { Configuration = [("Schedule:auto-debit:0", "10:15")] });

        IReadOnlyDictionary<string, RecurringJobDto> jobs = host.RecurringJobs();

        Assert.Equal(JobList.All.Select(job => job.Name).Order(StringComparer.Ordinal), jobs.Keys.Order(StringComparer.Ordinal));
        Assert.All(jobs.Values, job => Assert.Equal("Asia/Shanghai", job.TimeZoneId));
        Assert.All(jobs.Values, job => Assert.Null(job.Error));
        Assert.All(jobs.Values, job => Assert.Equal(job.Id, job.Job.Args[0]));
        Assert.Equal(("15 10 * * *", "debit"), (jobs["auto-debit"].Cron, jobs["auto-debit"].Job.Queue));
        Assert.Equal(("30 0 * * *", "default"), (jobs["mark-overdue"].Cron, jobs["mark-overdue"].Job.Queue));
        using IStorageConnection connection = host.Storage.GetConnection();
        Assert.All(jobs.Keys, id => Assert.Equal(
            $"{MisfireHandlingMode.Ignorable:D}", connection.GetAllEntriesFromHash($"recurring-job:{id}")["Misfire"]));
    }

    [Fact]
    public async Task Jobs_that_were_taken_off_the_list_are_removed_and_those_of_others_stay()
    {
        await using EngineHost host = await EngineHost.StartAsync();
        host.Recurring.AddOrUpdate("collect-debts", JobCalls.Run("collect-debts", null), "0 0 * * *", new RecurringJobOptions());
        host.Recurring.AddOrUpdate("somebody-elses", Job.FromExpression(() => GC.Collect()), "0 0 1 1 *", new RecurringJobOptions());
        host.Recurring.AddOrUpdate("method-that-is-gone", JobCalls.Run("method-that-is-gone", null), "0 0 * * *", new RecurringJobOptions());
        using (IStorageConnection connection = host.Storage.GetConnection())
        {
            string stored = connection.GetAllEntriesFromHash("recurring-job:method-that-is-gone")["Job"];
            connection.SetRangeInHash(
                "recurring-job:method-that-is-gone", [KeyValuePair.Create("Job", stored.Replace("RunAsync", "GoneAsync", StringComparison.Ordinal))]);
        }

        host.Services.GetRequiredService<RecurringList>().Write();

        Assert.Equal(
            JobList.All.Select(job => job.Name).Append("somebody-elses").Order(StringComparer.Ordinal),
            host.RecurringJobs().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_time_that_has_come_makes_a_job_for_its_business_date_and_one_that_is_no_occasion_makes_none()
    {
        await using EngineHost host = await EngineHost.StartAsync(
            new HostSettings { Configuration = [("Schedule:auto-debit:0", "09:00"), ("Schedule:auto-debit:1", "14:30")] });

        Assert.Equal(["auto-debit", "2026-11-23"], Scheduled(host, JobList.AutoDebit, 14, 30)!.Job.Args.Take(2));
        Assert.Equal(["mark-overdue", "2026-11-22"], Scheduled(host, JobList.MarkOverdue, 0, 30)!.Job.Args.Take(2));
        Assert.Null(Scheduled(host, JobList.AutoDebit, 9, 30));
        Assert.Null(Scheduled(host, "collect-debts", 9, 0));
    }

    /// <summary>What Hangfire's scheduler does when a recurring job's time has come, two days from now.</summary>
    private static BackgroundJob? Scheduled(EngineHost host, string job, int hour, int minute)
    {
        DateTimeOffset instant = EngineHost.Zone.InstantOf(Dates.D.AddDays(2), new TimeOnly(hour, minute));
        using IStorageConnection connection = host.Storage.GetConnection();
        var context = new CreateContext(host.Storage, connection, JobCalls.Run(job, null), null, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["RecurringJobId"] = job,
            ["Time"] = instant.ToUnixTimeSeconds(),
        });
        return host.Services.GetRequiredService<IBackgroundJobFactory>().Create(context);
    }
}
