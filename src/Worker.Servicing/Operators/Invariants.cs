using Worker.Servicing.Ledger;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Operators;

/// <summary>
/// The checks of the ledger that <c>worker doctor</c> makes. They may run while the jobs do: what is merely under way is
/// no violation.
/// </summary>
/// <param name="reader">Reads the book.</param>
/// <param name="rules">Policies and allocation, for the replay.</param>
public sealed class Invariants(IInvariantReader reader, LedgerRules rules)
{
    private const int BatchSize = 500;

    private static readonly (string Name, string Explanation)[] Queries =
    [
        ("payments-match-attempts", "Every debited payment is a succeeded attempt with the same amount, currency, installment and date, and the other way round."),
        ("imported-payments", "Every other payment was imported, and every imported entry is a payment."),
        ("open-debits-match", "Every attempt in doubt blocks its installment, and nothing else does."),
        ("one-success-per-order", "An order number has at most one payment."),
        ("messages-unique", "There is one message per kind, installment and date or attempt, and no receipt without a debit."),
        ("active-runs-match", "Every run that has not ended is the active one of its job, and the other way round."),
        ("tallies-match-runs", "What the runs counted as debited is what the ledger holds."),
    ];

    /// <summary>Makes every check, in the same order each time.</summary>
    public async Task<IReadOnlyList<InvariantResult>> CheckAsync(CancellationToken cancellationToken)
    {
        var results = new List<InvariantResult>();
        foreach ((string name, string explanation) in Queries)
        {
            var findings = new Findings(name, explanation);
            await FindAsync(name, findings, cancellationToken);
            results.Add(findings.ToResult());
        }

        var replay = new PlanInvariants(rules, await reader.ReadNewestFeesAsync(cancellationToken));
        await ReplayAsync(replay, cancellationToken);
        await FindAsync(PlanInvariants.EntriesInOrder, replay.Entries, cancellationToken);
        return [.. results, replay.Statuses.ToResult(), replay.Fees.ToResult(), replay.Entries.ToResult()];
    }

    private async Task FindAsync(string name, Findings findings, CancellationToken cancellationToken)
    {
        await foreach (string finding in reader.FindAsync(name, cancellationToken))
        {
            findings.Add(finding);
        }
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
