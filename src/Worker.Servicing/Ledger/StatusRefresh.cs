namespace Worker.Servicing.Ledger;

/// <summary>Tells anew which installments of some plans are paid, after their ledger or schedule was changed from outside of a run.</summary>
public sealed class StatusRefresh(IBookReader book, IStatusWriter writer, LedgerRules rules)
{
    private const int BatchSize = 500;

    /// <summary>Refreshes the plans; one whose rows break a rule keeps its statuses, and the jobs set it aside.</summary>
    /// <param name="closedDay">The last day that is over.</param>
    public async Task RunAsync(IEnumerable<long> planIds, DateOnly closedDay, CancellationToken cancellationToken)
    {
        foreach (long[] batch in planIds.Chunk(BatchSize))
        {
            var changes = new List<StatusChange>();
            foreach (PlanSnapshot plan in (await book.ReadPlansAsync(batch, cancellationToken)).Values)
            {
                if (plan.TryReplay(rules, out PlanAccount? account, out _))
                {
                    changes.AddRange(StatusChange.OfPayment(plan, account, closedDay));
                }
            }

            await writer.WriteAsync(changes, cancellationToken);
        }
    }
}
