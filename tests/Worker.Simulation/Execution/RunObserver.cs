using Worker.Servicing.Jobs;

namespace Worker.Simulation.Execution;

/// <summary>Sees runs begin and end.</summary>
internal interface IRunObserver
{
    /// <summary>A run began, or a worker joined one that another left behind.</summary>
    Task OpenedAsync(OpenedRun opened);

    /// <summary>A run has ended, and that is written down.</summary>
    Task ClosedAsync(long runId, RunState state);
}

/// <summary>Tells an observer of every run that begins and ends, whoever asked for it.</summary>
internal sealed class RunObserver(IRunStore inner, IRunObserver observer) : IRunStore
{
    public async Task<OpenedRun> OpenAsync(
        RunRequest request, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken)
    {
        OpenedRun opened = await inner.OpenAsync(request, now, machineNow, cancellationToken);
        await observer.OpenedAsync(opened);
        return opened;
    }

    public async Task<bool> CloseAsync(long runId, RunState state, string? reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        bool isOurs = await inner.CloseAsync(runId, state, reason, now, cancellationToken);
        await observer.ClosedAsync(runId, state);
        return isOurs;
    }

    public Task SaveSlicesAsync(
        long runId, IReadOnlyList<KeyRange> ranges, RunCounters tally, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.SaveSlicesAsync(runId, ranges, tally, now, cancellationToken);

    public Task<LeaseAnswer> LeaseAsync(
        long runId, string owner, DateTimeOffset machineNow, DateTimeOffset until, CancellationToken cancellationToken) =>
        inner.LeaseAsync(runId, owner, machineNow, until, cancellationToken);

    public Task<bool> RenewAsync(SliceLease lease, DateTimeOffset until, CancellationToken cancellationToken) =>
        inner.RenewAsync(lease, until, cancellationToken);

    public Task FinishSliceAsync(SliceLease lease, CancellationToken cancellationToken) => inner.FinishSliceAsync(lease, cancellationToken);

    public Task ReleaseAsync(SliceLease lease, CancellationToken cancellationToken) => inner.ReleaseAsync(lease, cancellationToken);

    public Task<RunReport> ReportAsync(long runId, CancellationToken cancellationToken) => inner.ReportAsync(runId, cancellationToken);

    public Task<DateOnly?> LastFinishedAsync(string job, CancellationToken cancellationToken) => inner.LastFinishedAsync(job, cancellationToken);

    public Task<Run> ForPreviewAsync(string job, DateOnly businessDate, CancellationToken cancellationToken) =>
        inner.ForPreviewAsync(job, businessDate, cancellationToken);
}
