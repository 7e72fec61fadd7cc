using Quartz;
using Worker.Servicing.Calendar;
using Worker.Servicing.Runs;

namespace Worker.Engines;

/// <summary>
/// Quartz.NET as engine: one trigger per job, always for the next time on our own timetable, so that daylight saving and
/// times of day mean the same with every engine. Nothing is persisted: missed times are made up for at start.
/// </summary>
/// <param name="schedulers">Quartz.</param>
/// <param name="dispatcher">Makes up for missed times.</param>
/// <param name="timetable">When each job runs.</param>
/// <param name="time">The business clock.</param>
/// <param name="logger">Tells the next times.</param>
public sealed partial class QuartzEngine(
    ISchedulerFactory schedulers, JobDispatcher dispatcher, JobTimetable timetable, TimeProvider time, ILogger<QuartzEngine> logger)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Making up for missed times may take hours; what falls due meanwhile comes right after it.
        DateTimeOffset started = time.GetUtcNow();
        HashSet<string> caughtUp = new(StringComparer.Ordinal);
        try
        {
            LogCatchingUp();
            IReadOnlyList<RunReport> reports = await dispatcher.CatchUpAsync(stoppingToken);
            caughtUp.UnionWith(reports.Where(report => report.State != RunState.Failed).Select(report => report.Job));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            // What could not be made up for now is tried again soon, and at the next times of the jobs.
            LogCatchUpFailed(failure);
        }

        IScheduler scheduler = await schedulers.GetScheduler(stoppingToken);
        foreach (JobDefinition job in JobList.All)
        {
            IJobDetail detail = JobBuilder.Create<DispatchJob>().WithIdentity(job.Name).StoreDurably().Build();
            await scheduler.AddJob(detail, cancellationToken: stoppingToken);
            Occasion next = await ScheduleNextAsync(scheduler, job, started, stoppingToken);
            LogNext(job.Name, next.ToString(), timetable.Zone.Zone.Id);
            if (!caughtUp.Contains(job.Name))
            {
                await ScheduleAgainAsync(scheduler, job, timetable.NewestOf(job, started).Occasion, failures: 1, stoppingToken);
            }
        }
    }

    /// <summary>Sets the trigger for the next time of a job; one that has passed already fires at once.</summary>
    /// <param name="scheduler">Where to.</param>
    /// <param name="job">The job.</param>
    /// <param name="after">The time that was seen to: not now, or a run that took long would skip the times it took.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Occasion> ScheduleNextAsync(
        IScheduler scheduler, JobDefinition job, DateTimeOffset after, CancellationToken cancellationToken)
    {
        Occasion next = timetable.Of(job).Next(after, timetable.Zone);

        // Named after its time and replacing: should the clock be set back, the same time is asked for twice and set once.
        ITrigger trigger = TriggerBuilder.Create()
            .WithIdentity($"{job.Name} {next}")
            .ForJob(job.Name)
            .StartAt(next.Instant)
            .WithSimpleSchedule(HoweverLate)
            .Build();
        await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellationToken);
        return next;
    }

    /// <summary>
    /// Sets a trigger to try an occasion again that failed, later the more often it did, unless the job's next time comes first.
    /// The run that is then made goes on where the failed one broke off.
    /// </summary>
    /// <param name="scheduler">Where to.</param>
    /// <param name="job">The job.</param>
    /// <param name="occasion">What failed.</param>
    /// <param name="failures">How often it has failed by now, 1 or more.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ScheduleAgainAsync(
        IScheduler scheduler, JobDefinition job, Occasion occasion, int failures, CancellationToken cancellationToken)
    {
        DateTimeOffset at = time.GetUtcNow() + Failures.WaitAfter(failures);
        if (at >= timetable.Of(job).Next(occasion.Instant, timetable.Zone).Instant)
        {
            LogNotAgain(job.Name, occasion.ToString());
            return;
        }

        ITrigger trigger = TriggerBuilder.Create()
            .WithIdentity($"{job.Name} {occasion} after failure {failures}")
            .ForJob(job.Name)
            .UsingJobData(Failures.Remember(occasion, failures))
            .StartAt(at)
            .WithSimpleSchedule(HoweverLate)
            .Build();
        await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellationToken);
        LogAgain(job.Name, occasion.ToString(), at);
    }

    /// <summary>
    /// A time that passed while this process was held up (a suspended machine, a clock put forward) fires as soon as it can:
    /// which occasion that means is told by our own timetable.
    /// </summary>
    private static void HoweverLate(SimpleScheduleBuilder schedule) =>
        schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires);

    [LoggerMessage(Level = LogLevel.Information, Message = "Making up for times that passed unattended")]
    private partial void LogCatchingUp();

    [LoggerMessage(Level = LogLevel.Error, Message = "Missed times could not be made up for")]
    private partial void LogCatchUpFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} for {Occasion} failed and is tried again at {At:u}")]
    private partial void LogAgain(string job, string occasion, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} for {Occasion} failed; its next time comes before it would be tried again")]
    private partial void LogNotAgain(string job, string occasion);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Job} runs next at {Occasion} ({Zone})")]
    private partial void LogNext(string job, string occasion, string zone);
}
