using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Scenarios;

/// <summary>
/// Holds a worker up at a chosen point, heartbeat and all, as a machine that hangs does; later it wakes up and goes on as if
/// nothing had happened.
/// </summary>
public sealed class Stall
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool BeforeOpening { get; init; }

    public bool BeforeSending { get; init; }

    public bool BeforeSettling { get; init; }

    /// <summary>Completes when the worker hangs.</summary>
    public Task Reached => reached.Task.OrGiveUpAsync();

    public void WakeUp() => woken.TrySetResult();

    public WorkerParts Into(WorkerParts parts) => parts with
    {
        Runs = new WithoutHeartbeat(parts.Runs),
        AutoDebit = new InterceptedDebits(parts.AutoDebit) { BeforeOpening = () => HangIfAsync(BeforeOpening) },
        Settlements = new StallingSettlements(this, parts.Settlements),
        Channels = new FaultyChannels(parts.Channels)
        {
            Before = async _ =>
            {
                await HangIfAsync(BeforeSending);
                return null as ChannelAnswer;
            },
        },
    };

    private async Task HangIfAsync(bool here)
    {
        if (here)
        {
            reached.TrySetResult();
            await woken.Task;
        }
    }

    private sealed class StallingSettlements(Stall stall, ISettlementStore inner) : ISettlementStore
    {
        public async Task SettleAsync(
            SliceStep step, IReadOnlyList<Settlement> settlements, IReadOnlyList<OutboxMessage> messages, DateTimeOffset now, CancellationToken cancellationToken)
        {
            await stall.HangIfAsync(stall.BeforeSettling);
            await inner.SettleAsync(step, settlements, messages, now, cancellationToken);
        }
    }

    private sealed class WithoutHeartbeat(IRunStore inner) : IRunStore
    {
        public Task<OpenedRun> OpenAsync(RunRequest request, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken) =>
            inner.OpenAsync(request, now, machineNow, cancellationToken);

        public Task SaveSlicesAsync(long runId, IReadOnlyList<KeyRange> ranges, RunCounters tally, DateTimeOffset now, CancellationToken cancellationToken) =>
            inner.SaveSlicesAsync(runId, ranges, tally, now, cancellationToken);

        public Task<LeaseAnswer> LeaseAsync(
            long runId, string owner, DateTimeOffset machineNow, DateTimeOffset until, CancellationToken cancellationToken) =>
            inner.LeaseAsync(runId, owner, machineNow, until, cancellationToken);

        public async Task<bool> RenewAsync(SliceLease lease, DateTimeOffset until, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return true;
        }

        public Task FinishSliceAsync(SliceLease lease, CancellationToken cancellationToken) => inner.FinishSliceAsync(lease, cancellationToken);

        public Task ReleaseAsync(SliceLease lease, CancellationToken cancellationToken) => inner.ReleaseAsync(lease, cancellationToken);

        public Task<bool> CloseAsync(long runId, RunState state, string? reason, DateTimeOffset now, CancellationToken cancellationToken) =>
            inner.CloseAsync(runId, state, reason, now, cancellationToken);

        public Task<RunReport> ReportAsync(long runId, CancellationToken cancellationToken) => inner.ReportAsync(runId, cancellationToken);

        public Task<DateOnly?> LastFinishedAsync(string job, CancellationToken cancellationToken) => inner.LastFinishedAsync(job, cancellationToken);

        public Task<Run> ForPreviewAsync(string job, DateOnly businessDate, CancellationToken cancellationToken) =>
            inner.ForPreviewAsync(job, businessDate, cancellationToken);
    }
}
