using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;

namespace Worker.Servicing.Debits;

/// <summary>Debits what is due, in rounds over batches of whole customers.</summary>
public sealed class AutoDebitJob(DebitSources sources, DebitRound round, RunSettings runs) : IJob
{
    private readonly Lock gate = new();
    private RunLimits? latest;

    public string Name => JobList.AutoDebit;

    public async Task<IReadOnlyList<KeyRange>> PartitionAsync(Run run, RunCounters tally, CancellationToken cancellationToken) =>
        KeyRange.Between(await sources.Store.PartitionAsync(AutoDebitQuery.For(run.BusinessDate, sources.Settings), runs.SliceSize, cancellationToken));

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        RunLimits limits = LimitsOf(run);
        if (lease.IsTakenOver)
        {
            await round.SettleLeftBehindAsync(run, lease, cancellationToken);
        }

        IReadOnlyList<DebitCandidate> candidates = await sources.Store.ReadCandidatesAsync(
            AutoDebitQuery.For(run.BusinessDate, sources.Settings), lease.Left, cancellationToken);
        long cursor = lease.Left.After;
        foreach (IReadOnlyList<DebitCandidate> batch in BatchesOf(candidates))
        {
            await round.DebitAsync(run, lease, batch, cursor, limits, cancellationToken);
            cursor = batch[^1].CustomerId;
        }
    }

    public async Task PreviewAsync(Run run, RunCounters tally, CancellationToken cancellationToken)
    {
        AutoDebitQuery query = AutoDebitQuery.For(run.BusinessDate, sources.Settings);
        foreach (KeyRange range in await PartitionAsync(run, tally, cancellationToken))
        {
            IReadOnlyList<DebitCandidate> candidates = await sources.Store.ReadCandidatesAsync(query, range, cancellationToken);
            foreach (IReadOnlyList<DebitCandidate> batch in BatchesOf(candidates))
            {
                tally.Count(CounterNames.Candidates, batch.Count);
                DebitPlan plan;
                for (IReadOnlyList<DebitTry> tries = [.. batch.Select(candidate => new DebitTry(candidate))]; tries.Count > 0; tries = plan.Postponed)
                {
                    plan = await DebitPlan.MakeAsync(tries, sources, run.BusinessDate, tally, cancellationToken);
                    foreach (DebitAttempt attempt in plan.Planned.Select(planned => planned.Debit.Attempt))
                    {
                        Money amount = attempt.Amount with { Minor = attempt.Amount.Minor + attempt.Rest };
                        tally.Count(CounterNames.ToDebit, amount);
                        tally.Count(PreviewCounters.ToDebitBy(attempt.Channel), amount);
                    }
                }
            }
        }
    }

    private IEnumerable<IReadOnlyList<DebitCandidate>> BatchesOf(IReadOnlyList<DebitCandidate> candidates) =>
        Batches.ByKey(candidates, candidate => candidate.CustomerId, sources.Settings.BatchSize);

    private RunLimits LimitsOf(Run run)
    {
        lock (gate)
        {
            return latest?.RunId == run.RunId ? latest : latest = new RunLimits(run.RunId, sources.Settings);
        }
    }
}
