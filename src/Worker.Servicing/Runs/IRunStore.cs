namespace Worker.Servicing.Runs;

/// <summary>Remembers runs, slices and leases. Instants of leases are the machine's, all others the business clock's.</summary>
public interface IRunStore
{
    /// <summary>
    /// Begins a run, or joins the one that is active. An active run for an older business date that no living worker
    /// holds is closed as superseded, so that a crash of last week can't keep this week waiting.
    /// </summary>
    Task<OpenedRun> OpenAsync(RunRequest request, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken);

    /// <summary>Gives a run its slices. Of several workers that cut the same run, the first one's slices stay.</summary>
    Task SaveSlicesAsync(long runId, IReadOnlyList<KeyRange> ranges, RunTally tally, DateTimeOffset now, CancellationToken cancellationToken);

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
