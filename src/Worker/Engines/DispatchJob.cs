using Quartz;
using Worker.Servicing.Calendar;
using Worker.Servicing.Runs;

namespace Worker.Engines;

/// <summary>
/// What Quartz runs: dispatches a job for the newest time that has come, then schedules the one after it. An occasion that
/// failed is tried again before that; one that a tripwire stopped is not: trying again would do what the tripwire prevents.
/// </summary>
/// <param name="engine">Knows the next time.</param>
/// <param name="dispatcher">Runs jobs.</param>
/// <param name="timetable">Knows which occasion this is.</param>
/// <param name="lifetime">Tells when the host stops: a job lets go of its slice then.</param>
/// <param name="time">The business clock.</param>
/// <param name="logger">Tells what failed.</param>
[DisallowConcurrentExecution]
public sealed partial class DispatchJob(
    QuartzEngine engine,
    JobDispatcher dispatcher,
    JobTimetable timetable,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DispatchJob> logger) : Quartz.IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        JobDefinition job = JobList.Find(context.JobDetail.Key.Name)!;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        (_, Occasion occasion) = timetable.NewestOf(job, Now(context));
        bool hasFailed = true;
        try
        {
            hasFailed = await RunAsync(job, occasion, stop.Token) is { State: RunState.Failed };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host is stopping; the run stays active and is continued by whoever comes next.
        }
        catch (Exception failure)
        {
            LogFailure(failure, job.Name, occasion.ToString());
        }
        finally
        {
            if (!stop.IsCancellationRequested)
            {
                await engine.ScheduleNextAsync(context.Scheduler, job, occasion.Instant, CancellationToken.None);
                if (hasFailed)
                {
                    await engine.ScheduleAgainAsync(context.Scheduler, job, occasion, Failures.Before(context, occasion) + 1, CancellationToken.None);
                }
            }
        }
    }

    /// <summary>Runs the occasion, after what another one may have left: a run that was joined may have been an older one.</summary>
    private async Task<RunReport> RunAsync(JobDefinition job, Occasion occasion, CancellationToken cancellationToken)
    {
        RunReport report = await dispatcher.RunAsync(job, occasion, RunTrigger.Schedule, cancellationToken);
        return report is { Opening: RunOpening.Joined, State: not RunState.Failed }
            ? await dispatcher.RunAsync(job, occasion, RunTrigger.Schedule, cancellationToken)
            : report;
    }

    /// <summary>
    /// Now, but never before the time that was set: a trigger that fires a moment early, or a clock that was put back, must
    /// not take this occasion for the one before.
    /// </summary>
    private DateTimeOffset Now(IJobExecutionContext context)
    {
        DateTimeOffset now = time.GetUtcNow();
        return context.ScheduledFireTimeUtc is DateTimeOffset set && set > now ? set : now;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} could not be run for {Occasion}")]
    private partial void LogFailure(Exception failure, string job, string occasion);
}
