using Worker.Servicing.Runs;

namespace Worker.Servicing.Operators;

/// <summary>The levers over runs: cancel one, look what one would do, have one made.</summary>
/// <param name="runner">Looks ahead.</param>
/// <param name="starter">Has runs made.</param>
/// <param name="cancellation">Ends them.</param>
/// <param name="timetable">Says which business dates have come.</param>
/// <param name="time">The business clock.</param>
public sealed class RunDesk(
    JobRunner runner, IRunStarter starter, IRunCancellation cancellation, JobTimetable timetable, TimeProvider time) : IDisposable
{
    // A preview reads as much as a run does: one at a time, whoever asks.
    private readonly SemaphoreSlim preview = new(1, 1);

    /// <summary>The newest business date that a job could work for now.</summary>
    public DateOnly NewestDateOf(JobDefinition job) => job.BusinessDate.DateOf(timetable.Zone.DateAt(time.GetUtcNow()));

    /// <summary>Counts what a run would do now, and why it would leave out the rest. Changes nothing.</summary>
    /// <exception cref="LeverRefusedException">The business date has not come.</exception>
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

    /// <summary>Has a run made, on the same way as the schedule does: what was debited is not debited again.</summary>
    /// <param name="job">The job.</param>
    /// <param name="businessDate">The day.</param>
    /// <param name="occasion">A name of <see cref="RunRequest.NewOccasion"/>: asked twice with the same, there is one run.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="cancellationToken">Stops the asking, not the run.</param>
    /// <exception cref="LeverRefusedException">The business date has not come.</exception>
    public Task<StartedRun> StartAsync(
        JobDefinition job, DateOnly businessDate, string occasion, OperatorNote note, CancellationToken cancellationToken)
    {
        Check(job, businessDate);
        return starter.StartAsync(
            new RunRequest(job.Name, businessDate, occasion, RunTrigger.Manual, note.Actor, note.Reason), cancellationToken);
    }

    /// <summary>Cancels a run. Whoever works on it, on whatever server, notices within seconds; what was done stays done.</summary>
    /// <returns>Whether it was under way; null when there is no such run.</returns>
    public Task<bool?> CancelAsync(long runId, OperatorNote note, CancellationToken cancellationToken) =>
        cancellation.CancelAsync(runId, note, time.GetUtcNow(), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => preview.Dispose();

    private void Check(JobDefinition job, DateOnly businessDate)
    {
        if (businessDate > NewestDateOf(job))
        {
            throw new LeverRefusedException($"{businessDate:yyyy-MM-dd} has not come: {job.Name} works for {NewestDateOf(job):yyyy-MM-dd} now.");
        }
    }
}
