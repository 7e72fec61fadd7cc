using Worker.Servicing.Ledger.Overdue;

namespace Worker.Servicing.Ledger;

/// <param name="OverdueSince">The day after the due date while overdue, otherwise null.</param>
public sealed record StatusChange(long InstallmentId, InstallmentStatus Status, DateOnly? OverdueSince)
{
    /// <summary>
    /// The installments that became paid, or are no longer: what a new ledger entry changes at once. Becoming due or
    /// overdue is left to the close of the day.
    /// </summary>
    /// <param name="closedDay">The last day that is over.</param>
    public static IEnumerable<StatusChange> OfPayment(PlanSnapshot plan, PlanAccount account, DateOnly closedDay) =>
        Of(plan, account, closedDay)
            .Where(change => (change.After == InstallmentStatus.Paid) != (change.Before == InstallmentStatus.Paid))
            .Select(change => change.ToStatusChange());

    /// <summary>Every installment whose stored status is not what the rule says as of a closed day.</summary>
    /// <param name="closedDay">The last day that is over.</param>
    public static IEnumerable<StatusChange> AsOf(PlanSnapshot plan, PlanAccount account, DateOnly closedDay) =>
        Of(plan, account, closedDay).Select(change => change.ToStatusChange());

    private static IEnumerable<Difference> Of(PlanSnapshot plan, PlanAccount account, DateOnly closedDay)
    {
        for (int index = 0; index < plan.Installments.Count; index++)
        {
            InstallmentAccount installment = account.Installments[index];
            InstallmentStatus status = OverdueRule.StatusAt(
                installment.Installment, installment.IsPaid, installment.Policy.GraceDays, closedDay);
            if (status != plan.Statuses[index])
            {
                yield return new Difference(installment.Installment, plan.Statuses[index], status);
            }
        }
    }

    private readonly record struct Difference(Installment Installment, InstallmentStatus Before, InstallmentStatus After)
    {
        public StatusChange ToStatusChange() =>
            new(Installment.InstallmentId, After, OverdueRule.OverdueSince(Installment, After));
    }
}

/// <summary>Derives again which installments of some plans are paid, after their ledger or schedule was changed from outside of a run.</summary>
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

/// <summary>Stores statuses that follow from the ledger, outside of any run.</summary>
public interface IStatusWriter
{
    Task WriteAsync(IReadOnlyList<StatusChange> changes, CancellationToken cancellationToken);
}
