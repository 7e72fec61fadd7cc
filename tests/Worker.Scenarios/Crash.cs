using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;

namespace Worker.Scenarios;

/// <summary>Kills a worker at a chosen point. From then on, it can neither write nor send, nor say that it failed.</summary>
public sealed class Crash
{
    private volatile bool isDead;
    private int points;

    /// <summary>Dies at the point with this number, counted from 1 over everything that is read, written or sent; 0 for never.</summary>
    public int AtPoint { get; init; }

    /// <summary>Dies once the attempts are on the disk and nothing has been sent.</summary>
    public Func<bool> AfterOpening { get; init; } = () => false;

    /// <summary>Dies once the answers are in and nothing of them is written.</summary>
    public Func<bool> BeforeSettling { get; init; } = () => false;

    /// <summary>Dies with the settlement on the disk and the slice not finished.</summary>
    public Func<bool> AfterSettling { get; init; } = () => false;

    /// <summary>Dies once the slices are known.</summary>
    public Func<bool> AfterCutting { get; init; } = () => false;

    /// <summary>Dies with all of a slice done and the slice not marked so.</summary>
    public Func<bool> BeforeFinishing { get; init; } = () => false;

    public WorkerParts Into(WorkerParts parts) => parts with
    {
        Runs = new CrashingRuns(this, parts.Runs),
        AutoDebit = new InterceptedDebits(parts.AutoDebit)
        {
            BeforeOpening = () =>
            {
                DieIfDead();
                return Task.CompletedTask;
            },
            AfterOpening = () => DieIf(AfterOpening),
            BeforeLooking = DieIfDead,
        },
        Settlements = new CrashingSettlements(this, parts.Settlements),
        Channels = new CrashingChannels(this, parts.Channels),
    };

    private void DieIfDead() => DieIf(() => false);

    private void DieIf(Func<bool> isTime)
    {
        isDead = isDead || Interlocked.Increment(ref points) == AtPoint || isTime();
        if (isDead)
        {
            throw new ProcessKilledException();
        }
    }

    private sealed class CrashingSettlements(Crash crash, ISettlementStore inner) : ISettlementStore
    {
        public async Task SettleAsync(
            SliceStep step, IReadOnlyList<Settlement> settlements, IReadOnlyList<OutboxMessage> messages, DateTimeOffset now, CancellationToken cancellationToken)
        {
            crash.DieIf(crash.BeforeSettling);
            await inner.SettleAsync(step, settlements, messages, now, cancellationToken);
            crash.DieIf(crash.AfterSettling);
        }
    }

    private sealed class CrashingChannels(Crash crash, IDebitChannels inner) : IDebitChannels
    {
        public bool TryGet(string name, [NotNullWhen(true)] out IDebitChannel? channel)
        {
            crash.DieIfDead();
            return inner.TryGet(name, out channel);
        }
    }

    private sealed class CrashingRuns(Crash crash, IRunStore inner) : IRunStore
    {
        public Task<OpenedRun> OpenAsync(RunRequest request, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken) =>
            inner.OpenAsync(request, now, machineNow, cancellationToken);

        public async Task SaveSlicesAsync(
            long runId, IReadOnlyList<KeyRange> ranges, RunCounters tally, DateTimeOffset now, CancellationToken cancellationToken)
        {
            await inner.SaveSlicesAsync(runId, ranges, tally, now, cancellationToken);
            crash.DieIf(crash.AfterCutting);
        }

        public Task<LeaseAnswer> LeaseAsync(
            long runId, string owner, DateTimeOffset machineNow, DateTimeOffset until, CancellationToken cancellationToken)
        {
            crash.DieIfDead();
            return inner.LeaseAsync(runId, owner, machineNow, until, cancellationToken);
        }

        public Task<bool> RenewAsync(SliceLease lease, DateTimeOffset until, CancellationToken cancellationToken)
        {
            crash.DieIfDead();
            return inner.RenewAsync(lease, until, cancellationToken);
        }

        public Task FinishSliceAsync(SliceLease lease, CancellationToken cancellationToken)
        {
            crash.DieIf(crash.BeforeFinishing);
            return inner.FinishSliceAsync(lease, cancellationToken);
        }

        public Task ReleaseAsync(SliceLease lease, CancellationToken cancellationToken)
        {
            crash.DieIfDead();
            return inner.ReleaseAsync(lease, cancellationToken);
        }

        public Task<bool> CloseAsync(long runId, RunState state, string? reason, DateTimeOffset now, CancellationToken cancellationToken)
        {
            crash.DieIfDead();
            return inner.CloseAsync(runId, state, reason, now, cancellationToken);
        }

        public Task<RunReport> ReportAsync(long runId, CancellationToken cancellationToken) => inner.ReportAsync(runId, cancellationToken);

        public Task<DateOnly?> LastFinishedAsync(string job, CancellationToken cancellationToken) => inner.LastFinishedAsync(job, cancellationToken);

        public Task<Run> ForPreviewAsync(string job, DateOnly businessDate, CancellationToken cancellationToken) =>
            inner.ForPreviewAsync(job, businessDate, cancellationToken);
    }
}
