using Worker.Servicing.Ledger;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Operators;

/// <summary>
/// The checks of the ledger that <c>worker doctor</c> makes, and the cheap ones among them for a probe. They may run while
/// the jobs do: what is merely under way is no violation.
/// </summary>
public sealed class Invariants(IInvariantReader reader, LedgerRules rules)
{
    private const int BatchSize = 500;

    /// <summary>Makes every check, in the same order each time.</summary>
    public async Task<IReadOnlyList<InvariantResult>> CheckAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Findings>(StringComparer.Ordinal);
        foreach (Invariant invariant in Invariant.All)
        {
            found.Add(invariant.Name, await FindAsync(invariant, cancellationToken));
        }

        var replay = new PlanInvariants(rules, await reader.ReadNewestFeesAsync(cancellationToken), found[Invariant.EntriesInOrder]);
        await ReplayAsync(replay, cancellationToken);
        return [.. found.Values.Concat([replay.Outstanding, replay.Statuses, replay.Fees]).Select(findings => findings.ToResult())];
    }

    /// <summary>Makes the cheap checks alone (<see cref="Invariant.IsCheap"/>), in the same order each time.</summary>
    public async Task<IReadOnlyList<InvariantResult>> CheckCheapAsync(CancellationToken cancellationToken)
    {
        var results = new List<InvariantResult>();
        foreach (Invariant invariant in Invariant.All.Where(one => one.IsCheap))
        {
            results.Add((await FindAsync(invariant, cancellationToken)).ToResult());
        }

        return results;
    }

    private async Task<Findings> FindAsync(Invariant invariant, CancellationToken cancellationToken)
    {
        var findings = new Findings(invariant.Name, invariant.Explanation);
        await foreach (string finding in reader.FindAsync(invariant, cancellationToken))
        {
            findings.Add(finding);
        }

        return findings;
    }

    private async Task ReplayAsync(PlanInvariants replay, CancellationToken cancellationToken)
    {
        KeyRange keys = await reader.ReadPlanKeysAsync(cancellationToken);
        for (long after = keys.After; after < keys.To; after += BatchSize)
        {
            long[] planIds = [.. Enumerable.Range(1, (int)Math.Min(BatchSize, keys.To - after)).Select(step => after + step)];
            PlanReading reading = await reader.ReadPlansAsync(planIds, cancellationToken);
            long[] suspects = [.. reading.Plans.Where(replay.IsSuspect).Select(plan => plan.PlanId)];
            if (suspects.Length == 0 && reading.Unreadable.Count == 0)
            {
                continue;
            }

            // A plan that was written to between the statements that read it looks wrong and is not.
            PlanReading atOnce = await reader.ReadPlansSnapshotAsync(reading.Unreadable.Count == 0 ? suspects : planIds, cancellationToken);
            foreach (string unreadable in atOnce.Unreadable)
            {
                replay.Entries.Add(unreadable);
            }

            foreach (PlanSnapshot plan in atOnce.Plans)
            {
                replay.Check(plan, atOnce.AwaitingStatuses.Contains(plan.PlanId));
            }
        }
    }
}
