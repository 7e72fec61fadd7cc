using Worker.Servicing.Jobs;

namespace Worker.Servicing.Debits.Reconciliation;

/// <summary>Queries the channels for every attempt in doubt whose next query is due.</summary>
public sealed class ReconcileJob(IReconciliationStore store, DebitRound round, DoubtWatch watch, RunSettings runs, TimeProvider time) : IJob
{
    private const int BatchSize = 500;

    public string Name => JobList.Reconcile;

    public async Task<IReadOnlyList<KeyRange>> PartitionAsync(Run run, RunCounters tally, CancellationToken cancellationToken)
    {
        await watch.TellAsync(tally, cancellationToken);
        return await PartitionAsync(cancellationToken);
    }

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenDebit> due = await store.ReadDueAsync(time.GetUtcNow(), lease.Left, cancellationToken);
        foreach (OpenDebit[] batch in due.Chunk(BatchSize))
        {
            await round.ReconcileAsync(batch, lease, batch[^1].Attempt.InstallmentId, cancellationToken);
        }
    }

    public async Task PreviewAsync(Run run, RunCounters tally, CancellationToken cancellationToken)
    {
        await watch.CountAsync(tally, cancellationToken);
        foreach (KeyRange range in await PartitionAsync(cancellationToken))
        {
            foreach (OpenDebit open in await store.ReadDueAsync(time.GetUtcNow(), range, cancellationToken))
            {
                tally.Count(CounterNames.ToAsk, open.Attempt.Amount);
            }
        }
    }

    private async Task<IReadOnlyList<KeyRange>> PartitionAsync(CancellationToken cancellationToken) =>
        KeyRange.Between(await store.PartitionAsync(time.GetUtcNow(), runs.SliceSize, cancellationToken));
}

/// <summary>When an attempt in doubt is queried: 1 min, 5 min, 15 min and 1 h after it was sent, then hourly, for ever.</summary>
public static class StatusQuerySchedule
{
    private static readonly TimeSpan[] AfterSending =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>Later than now.</summary>
    /// <param name="now">Questions that were missed until now are one question.</param>
    public static DateTimeOffset NextAsk(DateTimeOffset sentAt, DateTimeOffset now)
    {
        foreach (TimeSpan delay in AfterSending)
        {
            if (sentAt + delay > now)
            {
                return sentAt + delay;
            }
        }

        TimeSpan waited = now - sentAt;
        return sentAt + TimeSpan.FromHours(Math.Floor(waited.TotalHours) + 1);
    }
}
