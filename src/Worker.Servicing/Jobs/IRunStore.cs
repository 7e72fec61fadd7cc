namespace Worker.Servicing.Jobs;

/// <summary>Remembers runs, slices and leases. Instants of leases are the machine's, all others the business clock's.</summary>
public interface IRunStore
{
    /// <summary>
    /// Begins a run, or joins the one that is active. An active run for an older business date that no living worker
    /// holds is closed as superseded, so that a crash of last week can't keep this week waiting.
    /// </summary>
    Task<OpenedRun> OpenAsync(RunRequest request, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken);

    /// <summary>Gives a run its slices. Of several workers that cut the same run, the first one's slices stay.</summary>
    Task SaveSlicesAsync(long runId, IReadOnlyList<KeyRange> ranges, RunCounters tally, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes a slice that is nobody's, or whose lease ran out.</summary>
    Task<LeaseAnswer> LeaseAsync(long runId, string owner, DateTimeOffset machineNow, DateTimeOffset until, CancellationToken cancellationToken);

    Task<bool> RenewAsync(SliceLease lease, DateTimeOffset until, CancellationToken cancellationToken);

    /// <exception cref="LeaseLostException">It was taken over.</exception>
    Task FinishSliceAsync(SliceLease lease, CancellationToken cancellationToken);

    /// <summary>Gives a slice back, so that another worker need not wait for the lease to run out.</summary>
    Task ReleaseAsync(SliceLease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a run; a run that has ended already stays as it is. Completed turns into set aside when rows were. Slices that
    /// are not done are taken from whoever holds them.
    /// </summary>
    /// <returns>Whether it was this call that ended it.</returns>
    Task<bool> CloseAsync(long runId, RunState state, string? reason, DateTimeOffset now, CancellationToken cancellationToken);

    Task<RunReport> ReportAsync(long runId, CancellationToken cancellationToken);

    /// <summary>The newest business date that a job finished; null when it never did.</summary>
    Task<DateOnly?> LastFinishedAsync(string job, CancellationToken cancellationToken);

    /// <summary>A run that only looks: not recorded, but with the marks a real one would have.</summary>
    Task<Run> ForPreviewAsync(string job, DateOnly businessDate, CancellationToken cancellationToken);
}

/// <param name="Open">How many slices are not done yet, this one included.</param>
public sealed record LeaseAnswer(SliceLease? Lease, int Open);

/// <summary>The right to work on a slice, until another worker is given a higher fence.</summary>
/// <param name="Number">The slice, from 1.</param>
public sealed record SliceLease(long RunId, int Number, long Fence, KeyRange Left)
{
    /// <summary>True when somebody held the slice before: what they left in doubt comes first.</summary>
    public bool IsTakenOver => Fence > 1;
}

/// <summary>
/// A slice's move forward. It is written in the same transaction as what the step did, and that transaction fails with
/// <see cref="LeaseLostException"/> when the lease was lost.
/// </summary>
public sealed record SliceStep(SliceLease Lease, long Cursor, RunCounters Tally);

/// <summary>A piece of a run's work: the keys above <paramref name="After"/>, up to and with <paramref name="To"/>.</summary>
public readonly record struct KeyRange(long After, long To)
{
    /// <summary>Cuts the keys at these ends into ranges that follow each other without a gap.</summary>
    public static IReadOnlyList<KeyRange> Between(IReadOnlyList<long> ends) =>
        [.. ends.Select((end, index) => new KeyRange(index == 0 ? 0 : ends[index - 1], end))];
}

public interface IActiveRuns
{
    Task<Run?> FindActiveAsync(long runId, CancellationToken cancellationToken);
}
