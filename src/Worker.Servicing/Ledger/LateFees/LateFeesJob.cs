using System.Globalization;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger.Overdue;

namespace Worker.Servicing.Ledger.LateFees;

/// <summary>
/// Posts the difference between the late fees in the ledger and the formula as of a closed day. A missed day, a late day and a
/// second run therefore all end with the same total.
/// </summary>
public sealed class LateFeesJob(
    ILateFeeStore store, IRunStore runStore, LedgerRules rules, RunSettings runs, TimeProvider time) : IJob
{
    // Plans in one transaction: a commit is a wait for the disk, and every statement in it still carries 500 rows.
    private const int BatchSize = 2000;

    public string Name => JobList.LateFees;

    public async Task<IReadOnlyList<KeyRange>> PartitionAsync(Run run, RunCounters tally, CancellationToken cancellationToken)
    {
        if (await AsOf.IsPastAsync(runStore, run, tally, cancellationToken))
        {
            return [];
        }

        return KeyRange.Between(await store.PartitionAsync(QueryFor(run), runs.SliceSize, cancellationToken));
    }

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        IReadOnlyList<long> planIds = await store.ReadPlansAsync(QueryFor(run), lease.Left, cancellationToken);
        foreach (long[] batch in planIds.Chunk(BatchSize))
        {
            var tally = new RunCounters();
            var fees = new List<LateFeeEntry>();
            var statuses = new List<StatusChange>();
            foreach (PlanSnapshot plan in await store.ReadForFeesAsync(QueryFor(run), batch, cancellationToken))
            {
                Bring(plan, run.BusinessDate, fees, statuses, tally);
            }

            await store.PostAsync(new SliceStep(lease, batch[^1], tally), fees, statuses, time.GetUtcNow(), cancellationToken);
        }
    }

    public async Task PreviewAsync(Run run, RunCounters tally, CancellationToken cancellationToken)
    {
        foreach (KeyRange range in await PartitionAsync(run, tally, cancellationToken))
        {
            foreach (long[] batch in (await store.ReadPlansAsync(QueryFor(run), range, cancellationToken)).Chunk(BatchSize))
            {
                foreach (PlanSnapshot plan in await store.ReadForFeesAsync(QueryFor(run), batch, cancellationToken))
                {
                    Bring(plan, run.BusinessDate, [], [], tally);
                }
            }
        }
    }

    private LateFeeQuery QueryFor(Run run) => new(
        run.BusinessDate.AddDays(-rules.Policies.SmallestGraceDays), run.PreviousLedgerMark, rules.Order.Parts[0] == LedgerPart.LateFee);

    private void Bring(PlanSnapshot plan, DateOnly closedDay, List<LateFeeEntry> fees, List<StatusChange> statuses, RunCounters tally)
    {
        if (!plan.TryReplay(rules, out PlanAccount? account, out RunError? error))
        {
            tally.Note(error);
            return;
        }

        for (int index = 0; index < account.Installments.Count; index++)
        {
            InstallmentAccount installment = account.Installments[index];
            long difference = installment.ToPost(closedDay);
            if (difference == 0)
            {
                continue;
            }

            long installmentId = installment.Installment.InstallmentId;
            fees.Add(new LateFeeEntry(
                KeyOf(plan, installmentId, closedDay), plan.PlanId, installmentId, difference, plan.Currency, closedDay));
            tally.Count(difference > 0 ? CounterNames.Posted : CounterNames.TakenBack, plan.Currency, difference);
            AddStatus(plan, index, installment, difference, closedDay, statuses);
        }
    }

    /// <summary>A fee that is taken back may leave nothing to pay, and a new one may reopen what was paid.</summary>
    private static void AddStatus(
        PlanSnapshot plan, int index, InstallmentAccount account, long posted, DateOnly closedDay, List<StatusChange> statuses)
    {
        bool isPaid = account.BaseAt(DateOnly.MaxValue) == 0 && account.Outstanding + posted <= 0;
        bool wasPaid = plan.Statuses[index] == InstallmentStatus.Paid;
        if (isPaid != wasPaid)
        {
            InstallmentStatus status = OverdueRule.StatusAt(account.Installment, isPaid, account.Policy.GraceDays, closedDay);
            statuses.Add(new StatusChange(
                account.Installment.InstallmentId, status, OverdueRule.OverdueSince(account.Installment, status)));
        }
    }

    private static string KeyOf(PlanSnapshot plan, long installmentId, DateOnly closedDay)
    {
        int earlier = plan.Entries.Count(entry =>
            entry.Kind == EntryKind.LateFee && entry.InstallmentId == installmentId && entry.EffectiveOn == closedDay);
        return string.Create(CultureInfo.InvariantCulture, $"fee:{installmentId}:{closedDay:yyyy-MM-dd}:{earlier + 1}");
    }
}
