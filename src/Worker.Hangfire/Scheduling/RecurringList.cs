using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Logging;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Scheduling;

/// <summary>The one list of jobs, as recurring jobs under the same names.</summary>
public sealed partial class RecurringList(
    JobStorage storage, IRecurringJobManagerV2 manager, JobTimetable timetable, TimeProvider time, ILogger<RecurringList> logger)
{
    /// <summary>Registers every job, and removes ours that are no longer on the list. Other programs' jobs are left alone.</summary>
    public void Write()
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (JobDefinition job in JobList.All)
        {
            manager.AddOrUpdate(
                job.Name,
                JobCalls.Run(job.Name, businessDate: null),
                CronText.Of(timetable.Of(job), timetable.Zone, timetable.Zone.DateAt(now)),
                new RecurringJobOptions
                {
                    TimeZone = timetable.Zone.Zone,

                    // Catching up goes by the recorded runs, not by the recorded triggers.
                    MisfireHandling = MisfireHandlingMode.Ignorable,
                });
            LogNext(job.Name, timetable.Of(job).Next(now, timetable.Zone).ToString(), timetable.Zone.Zone.Id);
        }

        foreach (string id in Ours().Where(id => JobList.Find(id) is null))
        {
            manager.RemoveIfExists(id);
            LogRemoved(id);
        }
    }

    /// <summary>When each job was last triggered, by its name; a job that never was has no entry.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> LastTriggered()
    {
        using IStorageConnection connection = storage.GetConnection();
        return connection.GetRecurringJobs(JobList.All.Select(job => job.Name))
            .Where(job => job.LastExecution is not null)
            .ToDictionary(
                job => job.Id,
                job => new DateTimeOffset(DateTime.SpecifyKind(job.LastExecution!.Value, DateTimeKind.Utc)),
                StringComparer.Ordinal);
    }

    // A method that this release no longer has can't be loaded; the stored job still names its type.
    private List<string> Ours()
    {
        using IStorageConnection connection = storage.GetConnection();
        return
        [
            .. connection.GetRecurringJobs()
                .Where(job => job.Job?.Type == typeof(DailyJobs) || (job.LoadException is not null && IsStoredAsOurs(connection, job.Id)))
                .Select(job => job.Id),
        ];
    }

    private static bool IsStoredAsOurs(IStorageConnection connection, string id) =>
        connection.GetAllEntriesFromHash($"recurring-job:{id}") is { } entries
        && entries.TryGetValue("Job", out string? job)
        && job.Contains($"{typeof(DailyJobs).FullName},", StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Job} next runs at {Occurrence} ({Zone})")]
    private partial void LogNext(string job, string occurrence, string zone);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Job} is no longer on the list of jobs and was removed from the schedule")]
    private partial void LogRemoved(string job);
}

/// <summary>Managers of recurring jobs for the dashboard: their jobs are triggered ones, unlike those of Hangfire's scheduler.</summary>
internal sealed class RecurringTriggers(TriggeredJobFactory factory, ITimeZoneResolver zones) : IRecurringJobManagerFactoryV2
{
    public IRecurringJobManagerV2 GetManagerV2(JobStorage storage) => new RecurringJobManager(storage, factory, zones);

    public IRecurringJobManager GetManager(JobStorage storage) => GetManagerV2(storage);
}
