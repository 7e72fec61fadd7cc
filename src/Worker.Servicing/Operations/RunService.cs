using Worker.Servicing.Jobs;

namespace Worker.Servicing.Operations;

/// <summary>Previews, starts and cancels runs.</summary>
public sealed class RunService(
    JobRunner runner,
    IRunStarter starter,
    IRunCancellation cancellation,
    ICancellationRequests cancellationRequests,
    IRunStore store,
    OrdersStillOpen ordersStillOpen,
    JobTimetable timetable,
    TimeProvider time,
    MachineClock machine) : IDisposable
{
    // A worker reads the request within a second, and has three more to write what it has in hand.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    // A preview reads as much as a run does: one at a time, whoever asks.
    private readonly SemaphoreSlim preview = new(1, 1);

    /// <summary>The newest business date that a job could work for now.</summary>
    public DateOnly NewestDateOf(JobDefinition job) => timetable.NewestDateOf(job, time.GetUtcNow());

    /// <summary>Counts what a run would do now, and why it would leave out the rest. Changes nothing.</summary>
    /// <exception cref="OperationRefusedException">The business date has not come.</exception>
    public async Task<RunReport> PreviewAsync(JobDefinition job, DateOnly businessDate, CancellationToken cancellationToken)
    {
        Check(job, businessDate);
        await preview.WaitAsync(cancellationToken);
        try
        {
            return await runner.PreviewAsync(job.Name, businessDate, cancellationToken);
        }
        finally
        {
            preview.Release();
        }
    }

    /// <summary>Starts a run as the schedule does: what was debited is not debited again.</summary>
    /// <param name="occurrence">A name of <see cref="RunRequest.NewOccurrence"/>: asked twice with the same, there is one run.</param>
    /// <exception cref="OperationRefusedException">The business date has not come.</exception>
    public Task<StartedRun> StartAsync(
        JobDefinition job, DateOnly businessDate, string occurrence, OperatorNote note, CancellationToken cancellationToken)
    {
        Check(job, businessDate);
        return starter.StartAsync(
            new RunRequest(job.Name, businessDate, occurrence, RunTrigger.Manual, note.Actor, note.Reason), cancellationToken);
    }

    /// <summary>
    /// Cancels a run, and returns when it is over. Its workers, on whatever server, write what they have in hand and stop; one
    /// that hangs for five seconds has its slice taken away, and what it has sent is in doubt.
    /// </summary>
    /// <returns>
    /// Whether it was under way, and how many of its orders were open and not withdrawn within a second; null when there is no
    /// such run.
    /// </returns>
    public async Task<OperationOutcome?> CancelAsync(long runId, OperatorNote note, CancellationToken cancellationToken)
    {
        if (await cancellation.RequestAsync(runId, note, time.GetUtcNow(), cancellationToken) is not bool isUnderWay)
        {
            return null;
        }

        if (!isUnderWay)
        {
            return new OperationOutcome(false, $"Run {runId} is over already.");
        }

        OperationOutcome outcome = await ordersStillOpen.WarnAsync(new OperationOutcome(true, $"Run {runId} is cancelled."), new OpenOrderFilter { RunId = runId }, CancellationToken.None);

        if (await EndAsync(runId))
        {
            RunTelemetry.Ended(await store.ReportAsync(runId, CancellationToken.None));
        }

        return outcome;
    }

    public void Dispose() => preview.Dispose();

    /// <returns>Whether it was ended here, and not by one of its workers.</returns>
    private async Task<bool> EndAsync(long runId)
    {
        for (TimeSpan waited = TimeSpan.Zero; waited < Patience; waited += Look)
        {
            if (await cancellationRequests.TryEndAsync(runId, time.GetUtcNow(), machine.Now, CancellationToken.None) is not RunEnd.Held and var end)
            {
                return end == RunEnd.Ended;
            }

            await Task.Delay(Look, machine.Time, CancellationToken.None);
        }

        return await cancellation.EndAsync(runId, time.GetUtcNow(), CancellationToken.None);
    }

    private void Check(JobDefinition job, DateOnly businessDate)
    {
        if (businessDate > NewestDateOf(job))
        {
            throw new OperationRefusedException($"{businessDate:yyyy-MM-dd} has not come: {job.Name} works for {NewestDateOf(job):yyyy-MM-dd} now.");
        }
    }
}

public interface IRunCancellation
{
    /// <summary>Notes that a run is to be cancelled, and writes it to the audit log. Its workers stop when they read it.</summary>
    /// <returns>Whether it was under way and nobody had requested that before; null when there is no such run.</returns>
    Task<bool?> RequestAsync(long runId, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends a run that is to be cancelled, whoever holds its slices: they can't write any more.</summary>
    /// <returns>Whether it was this call that ended it.</returns>
    Task<bool> EndAsync(long runId, DateTimeOffset now, CancellationToken cancellationToken);
}
