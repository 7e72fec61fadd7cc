using Worker.Composition;
using Worker.Servicing.Calendar;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;

namespace Worker.Demo;

/// <summary>Moves the business clock through the days, from one scheduled time to the next, and runs the jobs as an engine would.</summary>
internal sealed class DemoWalk(
    SettableClock clock, JobDispatcher dispatcher, JobTimetable timetable, IReconciliationStore doubts, IOutboxStore outbox)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMinutes(15);
    private const int AsksAtTheEnd = 200;

    public List<RunReport> Reports { get; } = [];

    /// <summary>Runs one day's schedule.</summary>
    public async Task WalkAsync(DateOnly day, CancellationToken cancellationToken)
    {
        IEnumerable<(JobDefinition Job, ScheduledOccurrence Occurrence)> occurrences = JobList.All
            .SelectMany((job, order) => timetable.Of(job).OccurrencesOn(day, timetable.Zone).Select(occurrence => (job, occurrence, order)))
            .OrderBy(due => due.occurrence.Instant)
            .ThenBy(due => due.order)
            .Select(due => (due.job, due.occurrence));
        foreach ((JobDefinition job, ScheduledOccurrence occurrence) in occurrences)
        {
            clock.Set(occurrence.Instant);
            if (await HasSomethingToDoAsync(job, cancellationToken))
            {
                Reports.Add(await dispatcher.RunAsync(job, occurrence, RunTrigger.Schedule, cancellationToken));
            }
        }
    }

    /// <summary>Reconciles until nothing is in doubt: only then can the two ledgers be compared.</summary>
    public async Task SettleDoubtsAsync(CancellationToken cancellationToken)
    {
        JobDefinition reconcile = JobList.Find(JobList.Reconcile)!;
        for (int ask = 0; ask < AsksAtTheEnd && (await doubts.PartitionAsync(DateTimeOffset.MaxValue, 1, cancellationToken)).Count > 0; ask++)
        {
            clock.Set(clock.GetUtcNow() + AskEvery);
            (_, ScheduledOccurrence occurrence) = timetable.NewestOf(reconcile, clock.GetUtcNow());
            Reports.Add(await dispatcher.RunAsync(reconcile, occurrence, RunTrigger.Schedule, cancellationToken));
        }
    }

    /// <summary>The two all-day jobs run only if they would find something: a month has 40,000 minutes.</summary>
    private async Task<bool> HasSomethingToDoAsync(JobDefinition job, CancellationToken cancellationToken) => job.Name switch
    {
        JobList.Reconcile => (await doubts.PartitionAsync(clock.GetUtcNow(), 1, cancellationToken)).Count > 0,
        JobList.SendMail => (await outbox.PartitionAsync(clock.GetUtcNow(), int.MaxValue, cancellationToken)).Count > 0,
        _ => true,
    };
}
