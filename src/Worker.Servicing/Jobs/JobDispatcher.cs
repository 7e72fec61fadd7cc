using Microsoft.Extensions.Logging;
using Worker.Servicing.Calendar;

namespace Worker.Servicing.Jobs;

/// <summary>
/// Runs a job when the engine says that its time has come, and catches up with times that were missed. Which business dates
/// that means follows from the recorded runs.
/// </summary>
public sealed partial class JobDispatcher(
    JobRunner runner, IRunStore store, JobTimetable timetable, TimeProvider time, ILogger<JobDispatcher> logger)
{
    private static readonly Actor Scheduler = new("scheduler");

    /// <summary>Runs a job for an occurrence, after whatever has to come before it.</summary>
    public async Task<RunReport> RunAsync(JobDefinition job, ScheduledOccurrence occurrence, RunTrigger trigger, CancellationToken cancellationToken)
    {
        DateOnly businessDate = job.BusinessDate.DateOf(occurrence);
        await RunBeforeAsync(job, businessDate, cancellationToken);
        int dropped = await ReplayAsync(job, businessDate, cancellationToken);
        return await runner.RunAsync(
            new RunRequest(job.Name, businessDate, occurrence.ToString(), trigger, Scheduler) { DroppedDays = dropped }, cancellationToken);
    }

    /// <summary>
    /// Catches up: every job is run for its newest time that has passed, unless that was finished; a job that replays is run for
    /// each missed day first. A run that a dead worker left behind is finished on the way.
    /// </summary>
    public async Task<IReadOnlyList<RunReport>> CatchUpAsync(CancellationToken cancellationToken)
    {
        var reports = new List<RunReport>();
        foreach (JobDefinition job in JobList.All)
        {
            (_, ScheduledOccurrence occurrence) = timetable.NewestOf(job, time.GetUtcNow());
            RunReport report = await RunAsync(job, occurrence, RunTrigger.CatchUp, cancellationToken);
            if (report.Opening == RunOpening.Joined)
            {
                // That was the rest of another occurrence. Ours may still find something.
                report = await RunAsync(job, occurrence, RunTrigger.CatchUp, cancellationToken);
            }

            reports.Add(report);
        }

        return reports;
    }

    private async Task RunBeforeAsync(JobDefinition job, DateOnly businessDate, CancellationToken cancellationToken)
    {
        if (job.After is not string before || await store.LastFinishedAsync(before, cancellationToken) >= businessDate)
        {
            return;
        }

        LogBefore(before, businessDate, job.Name);
        await runner.RunAsync(
            new RunRequest(before, businessDate, $"{businessDate:yyyy-MM-dd} before {job.Name}", RunTrigger.CatchUp, Scheduler), cancellationToken);
    }

    /// <summary>Runs the missed days before a business date, for a job that replays them; returns how many were dropped.</summary>
    private async Task<int> ReplayAsync(JobDefinition job, DateOnly businessDate, CancellationToken cancellationToken)
    {
        if (job.MissedDays != MissedDays.Replay)
        {
            return 0;
        }

        CatchUpPlan plan = CatchUp.Plan(await store.LastFinishedAsync(job.Name, cancellationToken), businessDate, job.MissedDays);
        if (plan.Dropped > 0)
        {
            LogDropped(plan.Dropped, job.Name);
        }

        foreach (DateOnly missed in plan.Dates.Where(date => date < businessDate))
        {
            await runner.RunAsync(
                new RunRequest(job.Name, missed, $"{missed:yyyy-MM-dd} missed", RunTrigger.CatchUp, Scheduler), cancellationToken);
        }

        return plan.Dropped;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Before} for {BusinessDate} comes before {Job}")]
    private partial void LogBefore(string before, DateOnly businessDate, string job);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Days} missed day(s) of {Job} are too old to be replayed and were dropped")]
    private partial void LogDropped(int days, string job);
}
