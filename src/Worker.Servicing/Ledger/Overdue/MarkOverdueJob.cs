using Worker.Servicing.Calendar;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Ledger.Overdue;

/// <summary>
/// Moves statuses with the calendar as of the close of a day: due on the due date, overdue after the grace. Where the
/// ledger changed since the last run, statuses are derived again, so that paid installments are cured, and customers get a
/// message about what was booked without a debit.
/// </summary>
public sealed class MarkOverdueJob(
    IOverdueStore store,
    IRunStore runStore,
    IBookReader book,
    LedgerRules rules,
    OutboxSettings outbox,
    BusinessZone zone,
    RunSettings runs,
    TimeProvider time) : IJob
{
    public string Name => JobList.MarkOverdue;

    public async Task<IReadOnlyList<KeyRange>> PartitionAsync(Run run, RunCounters tally, CancellationToken cancellationToken) =>
        await AsOf.IsPastAsync(runStore, run, tally, cancellationToken)
            ? []
            : KeyRange.Between(await store.PartitionAsync(QueryFor(run), runs.SliceSize, cancellationToken));

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        RunCounters tally = new();
        (List<StatusChange> changes, List<OutboxMessage> messages) = await DecideAsync(run, lease.Left, tally, cancellationToken);
        await store.WriteAsync(new SliceStep(lease, lease.Left.To, tally), changes, messages, time.GetUtcNow(), cancellationToken);
    }

    public async Task PreviewAsync(Run run, RunCounters tally, CancellationToken cancellationToken)
    {
        foreach (KeyRange range in await PartitionAsync(run, tally, cancellationToken))
        {
            await DecideAsync(run, range, tally, cancellationToken);
        }
    }

    private OverdueQuery QueryFor(Run run) =>
        new(run.BusinessDate.AddDays(1), run.BusinessDate.AddDays(-rules.Policies.SmallestGraceDays), run.PreviousLedgerMark);

    private async Task<(List<StatusChange> Changes, List<OutboxMessage> Messages)> DecideAsync(
        Run run, KeyRange range, RunCounters tally, CancellationToken cancellationToken)
    {
        OverdueQuery query = QueryFor(run);
        IReadOnlyList<long> touched = await store.ReadTouchedPlansAsync(query, range, cancellationToken);
        var derived = touched.ToHashSet();
        var changes = new List<StatusChange>();
        foreach (OverdueCandidate candidate in await store.ReadCandidatesAsync(query, range, cancellationToken))
        {
            if (!derived.Contains(candidate.PlanId) && Move(candidate, run.BusinessDate) is StatusChange change)
            {
                Add(change, changes, tally);
            }
        }

        var messages = new List<OutboxMessage>();
        ILookup<long, BookedEntry> booked = (await store.ReadBookedAsync(query, range, cancellationToken)).Where(IsNews).ToLookup(entry => entry.PlanId);
        foreach (long[] batch in touched.Chunk(500))
        {
            foreach (PlanSnapshot plan in (await book.ReadPlansAsync(batch, cancellationToken)).Values)
            {
                if (!plan.TryReplay(rules, out PlanAccount? account, out RunError? error))
                {
                    tally.Note(error);
                    continue;
                }

                foreach (StatusChange change in StatusChange.AsOf(plan, account, run.BusinessDate))
                {
                    Add(change, changes, tally);
                }

                foreach (OutboxMessage message in PaymentMessages.Of(plan, account, rules, booked[plan.PlanId].Select(entry => entry.EntryId).ToHashSet()))
                {
                    messages.Add(message);
                    tally.Count(message.Kind == MessageKind.PlanClosed ? CounterNames.PlanClosed : CounterNames.PaymentReceived);
                }
            }
        }

        return (changes, messages);
    }

    /// <summary>A first import has years of payments: no messages are written about those.</summary>
    private bool IsNews(BookedEntry entry) =>
        zone.DateAt(entry.EnteredAt).DayNumber - entry.EffectiveOn.DayNumber <= outbox.StaleAfterDays;

    /// <summary>Time alone only moves a status forward; only the ledger moves one back.</summary>
    private StatusChange? Move(OverdueCandidate candidate, DateOnly closedDay)
    {
        int graceDays = rules.Policies.InForce(candidate.Product, candidate.Installment.DueOn).GraceDays;
        InstallmentStatus status = OverdueRule.StatusAt(candidate.Installment, isPaid: false, graceDays, closedDay);
        bool movesForward = status > candidate.Status;
        return movesForward
            ? new StatusChange(candidate.Installment.InstallmentId, status, OverdueRule.OverdueSince(candidate.Installment, status))
            : null;
    }

    private static void Add(StatusChange change, List<StatusChange> changes, RunCounters tally)
    {
        changes.Add(change);
        tally.Count(change.Status switch
        {
            InstallmentStatus.Scheduled => CounterNames.Scheduled,
            InstallmentStatus.Due => CounterNames.Due,
            InstallmentStatus.Overdue => CounterNames.Overdue,
            InstallmentStatus.Paid => CounterNames.Cured,
            _ => CounterNames.WrittenOff,
        });
    }
}
