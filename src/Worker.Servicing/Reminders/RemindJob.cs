using Worker.Servicing.AutoDebit;
using Worker.Servicing.Channels;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Reminders;

/// <summary>Writes the due and overdue notices of a business date into the outbox.</summary>
/// <param name="settings">On which days.</param>
/// <param name="channels">Which channels demand a notice before a debit.</param>
public sealed class RemindJob(
    IReminderStore store,
    IBookReader book,
    ReminderSettings settings,
    LedgerRules rules,
    ChannelDirectory channels,
    RunSettings runs,
    TimeProvider time) : IJob
{
    private const int BatchSize = 500;

    public string Name => JobList.Remind;

    public async Task<IReadOnlyList<KeyRange>> CutAsync(Run run, RunTally tally, CancellationToken cancellationToken) =>
        KeyRange.Between(await store.CutAsync(DueDatesFor(run), runs.SliceSize, cancellationToken));

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        IReadOnlyList<NoticeCandidate> candidates = await store.ReadCandidatesAsync(run.BusinessDate, DueDatesFor(run), lease.Left, cancellationToken);
        foreach (NoticeCandidate[] batch in candidates.Chunk(BatchSize))
        {
            var tally = new RunTally();
            List<OutboxMessage> messages = await ComposeAsync(batch, run.BusinessDate, tally, cancellationToken);
            await store.WriteAsync(new SliceStep(lease, batch[^1].InstallmentId, tally), messages, time.GetUtcNow(), cancellationToken);
        }
    }

    public async Task PreviewAsync(Run run, RunTally tally, CancellationToken cancellationToken)
    {
        foreach (KeyRange range in await CutAsync(run, tally, cancellationToken))
        {
            IReadOnlyList<NoticeCandidate> candidates = await store.ReadCandidatesAsync(run.BusinessDate, DueDatesFor(run), range, cancellationToken);
            foreach (NoticeCandidate[] batch in candidates.Chunk(BatchSize))
            {
                await ComposeAsync(batch, run.BusinessDate, tally, cancellationToken);
            }
        }
    }

    private DateOnly[] DueDatesFor(Run run) =>
        [.. MessageSchedule.NoticesOn(settings, run.BusinessDate).Select(notice => notice.DueOn)];

    private async Task<List<OutboxMessage>> ComposeAsync(
        IReadOnlyList<NoticeCandidate> found, DateOnly businessDate, RunTally tally, CancellationToken cancellationToken)
    {
        List<NoticeCandidate> batch = [.. found.Where(candidate => !candidate.IsWritten)];
        tally.Count("alreadyWritten", found.Count - batch.Count);
        HashSet<long> customers = [.. batch.Select(candidate => candidate.CustomerId)];
        IReadOnlyDictionary<long, PlanSnapshot> plans =
            await book.ReadPlansAsync([.. batch.Select(candidate => candidate.PlanId).Distinct()], cancellationToken);
        ILookup<long, PaymentMethod> methods = await book.ReadMethodsAsync(customers, cancellationToken);
        Holds holds = await book.ReadHoldsAsync(customers, businessDate, cancellationToken);
        var accounts = new Dictionary<long, PlanAccount>(plans.Count);
        var messages = new List<OutboxMessage>(batch.Count);
        foreach (NoticeCandidate candidate in batch)
        {
            PlanSnapshot plan = plans[candidate.PlanId];
            if (!accounts.TryGetValue(candidate.PlanId, out PlanAccount? account))
            {
                if (!plan.TryReplay(rules, out account, out RunError? error))
                {
                    tally.Note(error);
                    continue;
                }

                accounts.Add(candidate.PlanId, account);
            }

            PaymentMethod? method = candidate.Autopay ? DebitRule.Choose(candidate.PaymentMethodId, methods[candidate.CustomerId]) : null;
            bool isHeld = holds.Cover(candidate.CustomerId, candidate.PlanId);
            if (Compose(candidate, plan, account.Of(candidate.InstallmentId), method, businessDate, isHeld, tally) is OutboxMessage message)
            {
                messages.Add(message);
            }
        }

        return messages;
    }

    private OutboxMessage? Compose(
        NoticeCandidate candidate,
        PlanSnapshot plan,
        InstallmentAccount account,
        PaymentMethod? method,
        DateOnly businessDate,
        bool isHeld,
        RunTally tally)
    {
        if (account.Outstanding <= 0 || MessageSchedule.NoticeOn(settings, businessDate, candidate.DueOn) is not MessageKind kind)
        {
            tally.Count("nothingOwed");
            return null;
        }

        if (kind == MessageKind.Overdue && candidate.IsInDoubt)
        {
            // It may be paid already: nobody is told that they owe what was just taken.
            tally.Count("inDoubt");
            return null;
        }

        bool isDemanded = method is not null && channels.TryGet(method.Channel, out ChannelSettings? channel) && channel.DemandsNotice;
        bool isCourtesy = kind == MessageKind.DueSoon && !isDemanded;
        if (isCourtesy && (candidate.CourtesyOff || isHeld))
        {
            tally.Count(isHeld ? "onHold" : "unsubscribed");
            return null;
        }

        tally.Count(kind == MessageKind.DueSoon ? "dueSoon" : "overdue", plan.Currency, account.Outstanding);
        return new OutboxMessage(
            OutboxMessage.KeyFor(kind, candidate.InstallmentId, businessDate),
            kind,
            candidate.CustomerId,
            candidate.PlanId,
            candidate.InstallmentId,
            isCourtesy,
            new MessageFacts
            {
                PlanReference = plan.PlanReference,
                Number = account.Installment.Number,
                Count = plan.Installments.Count,
                Currency = plan.Currency,
                Amount = account.Outstanding,
                LateFees = account.OutstandingFees,
                DueOn = candidate.DueOn,
                BusinessDate = businessDate,
                Channel = method?.Channel,
                MethodEnding = MessageFacts.EndingOf(method?.Token),
                DaysPastDue = Math.Max(0, businessDate.DayNumber - candidate.DueOn.DayNumber),
            });
    }
}
