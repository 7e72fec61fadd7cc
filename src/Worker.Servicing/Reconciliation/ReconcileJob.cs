using Worker.Servicing.AutoDebit;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Reconciliation;

/// <summary>Asks the channels about every attempt in doubt whose next question is due.</summary>
public sealed class ReconcileJob(IReconciliationStore store, DebitRound round, DoubtWatch watch, RunSettings runs, TimeProvider time) : IJob
{
    private const int BatchSize = 500;

    public string Name => JobList.Reconcile;

    public async Task<IReadOnlyList<KeyRange>> CutAsync(Run run, RunTally tally, CancellationToken cancellationToken)
    {
        await watch.TellAsync(tally, cancellationToken);
        return await CutAsync(cancellationToken);
    }

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenDebit> due = await store.ReadDueAsync(time.GetUtcNow(), lease.Left, cancellationToken);
        foreach (OpenDebit[] batch in due.Chunk(BatchSize))
        {
            await round.ReconcileAsync(batch, lease, batch[^1].Attempt.InstallmentId, cancellationToken);
        }
    }

    public async Task PreviewAsync(Run run, RunTally tally, CancellationToken cancellationToken)
    {
        await watch.CountAsync(tally, cancellationToken);
        foreach (KeyRange range in await CutAsync(cancellationToken))
        {
            foreach (OpenDebit open in await store.ReadDueAsync(time.GetUtcNow(), range, cancellationToken))
            {
                tally.Count("toAsk", open.Attempt.Amount);
            }
        }
    }

    private async Task<IReadOnlyList<KeyRange>> CutAsync(CancellationToken cancellationToken) =>
        KeyRange.Between(await store.CutAsync(time.GetUtcNow(), runs.SliceSize, cancellationToken));
}
