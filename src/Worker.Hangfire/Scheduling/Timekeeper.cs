using Hangfire;
using Hangfire.Server;
using Hangfire.States;
using Microsoft.Extensions.Logging;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Scheduling;

/// <summary>
/// Runs beside Hangfire's own processes: writes the list of jobs when the host starts, and queues a catch-up at the start and
/// whenever a time passed without a trigger because the storage could not be reached. Hangfire restarts it when it fails.
/// </summary>
public sealed partial class Timekeeper(
    HangfireEngineOptions options,
    RecurringList list,
    IBackgroundJobClientV2 client,
    JobTimetable timetable,
    TimeProvider time,
    ILogger<Timekeeper> logger) : IBackgroundProcess
{
    /// <summary>How late a job may be triggered before its time counts as missed.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, DateTimeOffset> seenTo = new(StringComparer.Ordinal);
    private bool isListWritten;

    public void Execute(BackgroundProcessContext context)
    {
        Look();
        context.Wait(BetweenLooks);
    }

    public void Look()
    {
        if (!isListWritten)
        {
            list.Write();
            isListWritten = true;
        }

        if (!options.KeepsTime)
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        bool isStart = seenTo.Count == 0;
        string[] missed = isStart ? [] : [.. Missed(now - Grace)];
        if (!isStart && missed.Length == 0)
        {
            return;
        }

        string id = client.Create(JobCalls.CatchUp(), new EnqueuedState(Queues.Debit));
        LogCatchingUp(id, isStart ? "the host has started" : string.Join(", ", missed));
        foreach (JobDefinition job in JobList.All)
        {
            seenTo[job.Name] = timetable.NewestOf(job, now).Occurrence.Instant;
        }
    }

    private IEnumerable<string> Missed(DateTimeOffset due)
    {
        IReadOnlyDictionary<string, DateTimeOffset> triggered = list.LastTriggered();
        return JobList.All
            .Select(job => (job.Name, timetable.NewestOf(job, due).Occurrence))
            .Where(one => one.Occurrence.Instant > Later(triggered, one.Name))
            .Select(one => $"{one.Name} of {one.Occurrence}");
    }

    private DateTimeOffset Later(IReadOnlyDictionary<string, DateTimeOffset> triggered, string job)
    {
        DateTimeOffset seen = seenTo.GetValueOrDefault(job);
        return triggered.TryGetValue(job, out DateTimeOffset last) && last > seen ? last : seen;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Background job {Id} catches up on missed times: {Reason}")]
    private partial void LogCatchingUp(string id, string reason);
}
