using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Reminders;

/// <summary>Writes the due and overdue notices of a business date into the outbox, and announces debits to channels that demand it.</summary>
public sealed class RemindJob(
    IReminderStore store,
    IBookReader book,
    ReminderSettings settings,
    LedgerRules rules,
    ChannelDirectory channels,
    DebitNotices notices,
    RunSettings runs,
    TimeProvider time) : IJob
{
    private const int BatchSize = 500;

    public string Name => JobList.Remind;

    public async Task<IReadOnlyList<KeyRange>> PartitionAsync(Run run, RunCounters tally, CancellationToken cancellationToken) =>
        KeyRange.Between(await store.PartitionAsync(QueryFor(run), runs.SliceSize, cancellationToken));

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        IReadOnlyList<NoticeCandidate> candidates = await store.ReadCandidatesAsync(run.BusinessDate, QueryFor(run), lease.Left, cancellationToken);
        foreach (NoticeCandidate[] batch in candidates.Chunk(BatchSize))
        {
            var tally = new RunCounters();
            (List<OutboxMessage> messages, NoticePlan announced) = await ComposeAsync(batch, run.BusinessDate, tally, cancellationToken);
            long cursor = batch[^1].InstallmentId;
            await store.WriteAsync(
                new SliceStep(lease, cursor, tally), [.. messages, .. announced.Messages], announced.New, time.GetUtcNow(), cancellationToken);

            // A notice without an answer, whatever the reason, is sent again by the next run.
            var answered = new RunCounters();
            IReadOnlyList<NoticeReply> replies = await notices.TellChannelsAsync(announced, answered, cancellationToken);
            if (!answered.IsEmpty)
            {
                await store.WriteAnswersAsync(new SliceStep(lease, cursor, answered), replies, time.GetUtcNow(), CancellationToken.None);
            }
        }
    }

    public async Task PreviewAsync(Run run, RunCounters tally, CancellationToken cancellationToken)
    {
        foreach (KeyRange range in await PartitionAsync(run, tally, cancellationToken))
        {
            IReadOnlyList<NoticeCandidate> candidates = await store.ReadCandidatesAsync(run.BusinessDate, QueryFor(run), range, cancellationToken);
            foreach (NoticeCandidate[] batch in candidates.Chunk(BatchSize))
            {
                await ComposeAsync(batch, run.BusinessDate, tally, cancellationToken);
            }
        }
    }

    private ReminderQuery QueryFor(Run run) =>
        notices.QueryFor([.. MessageSchedule.NoticesOn(settings, run.BusinessDate).Select(notice => notice.DueOn)]);

    private async Task<(List<OutboxMessage> Messages, NoticePlan Announced)> ComposeAsync(
        IReadOnlyList<NoticeCandidate> batch, DateOnly businessDate, RunCounters tally, CancellationToken cancellationToken)
    {
        HashSet<long> customers = [.. batch.Select(candidate => candidate.CustomerId)];
        IReadOnlyDictionary<long, PlanSnapshot> plans =
            await book.ReadPlansAsync([.. batch.Select(candidate => candidate.PlanId).Distinct()], cancellationToken);
        ILookup<long, PaymentMethod> methods = await book.ReadMethodsAsync(customers, cancellationToken);
        Holds holds = await book.ReadHoldsAsync(customers, businessDate, cancellationToken);
        var accounts = new Dictionary<long, PlanAccount>(plans.Count);
        var messages = new List<OutboxMessage>(batch.Count);
        var subjects = new List<NoticeSubject>();
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

            bool isHeld = holds.Cover(candidate.CustomerId, candidate.PlanId);
            InstallmentAccount installment = account.Of(candidate.InstallmentId);
            OutboxMessage? message = Compose(candidate, plan, installment, DebitNotices.MethodOf(candidate, methods[candidate.CustomerId], businessDate), businessDate, isHeld, tally);
            if (message is not null)
            {
                messages.Add(message);
            }

            if (!isHeld)
            {
                subjects.Add(new NoticeSubject(candidate, plan, installment, [.. methods[candidate.CustomerId]], message));
            }
        }

        return (messages, await notices.PlanAsync(
            subjects,
            (subject, method, amount, day) => MessageOf(
                subject.Candidate, subject.Plan, subject.Account, MessageKind.DueSoon, method, businessDate, isCourtesy: false) with
            {
                Facts = FactsOf(subject.Candidate, subject.Plan, subject.Account, method, businessDate) with
                {
                    Amount = amount.Minor,
                    LateFees = Math.Min(subject.Account.OutstandingFees, amount.Minor),
                    DebitOn = day,
                },
            },
            businessDate,
            tally,
            cancellationToken));
    }

    private OutboxMessage? Compose(
        NoticeCandidate candidate,
        PlanSnapshot plan,
        InstallmentAccount account,
        PaymentMethod? method,
        DateOnly businessDate,
        bool isHeld,
        RunCounters tally)
    {
        if (MessageSchedule.NoticeOn(settings, businessDate, candidate.DueOn) is not MessageKind kind)
        {
            return null; // It is looked at for a notice before its debit alone.
        }

        if (candidate.IsWritten)
        {
            tally.Count(CounterNames.AlreadyWritten);
            return null;
        }

        if (account.Outstanding <= 0)
        {
            tally.Count(CounterNames.NothingOwed);
            return null;
        }

        if (kind == MessageKind.Overdue && candidate.IsInDoubt)
        {
            // It may be paid already: no customer is reminded of what was just debited.
            tally.Count(CounterNames.InDoubt);
            return null;
        }

        bool isDemanded = method is not null && channels.TryGet(method.Channel, out ChannelSettings? channel) && channel.DemandsNotice;
        bool isCourtesy = kind == MessageKind.DueSoon && !isDemanded;
        if (isCourtesy && (candidate.CourtesyOff || isHeld))
        {
            tally.Count(isHeld ? CounterNames.OnHold : CounterNames.Unsubscribed);
            return null;
        }

        tally.Count(kind == MessageKind.DueSoon ? CounterNames.DueSoon : CounterNames.Overdue, plan.Currency, account.Outstanding);
        return MessageOf(candidate, plan, account, kind, method, businessDate, isCourtesy);
    }

    private static OutboxMessage MessageOf(
        NoticeCandidate candidate,
        PlanSnapshot plan,
        InstallmentAccount account,
        MessageKind kind,
        PaymentMethod? method,
        DateOnly businessDate,
        bool isCourtesy) => new(
            OutboxMessage.KeyFor(kind, candidate.InstallmentId, businessDate),
            kind,
            candidate.CustomerId,
            candidate.PlanId,
            candidate.InstallmentId,
            isCourtesy,
            FactsOf(candidate, plan, account, method, businessDate));

    private static MessageFacts FactsOf(
        NoticeCandidate candidate, PlanSnapshot plan, InstallmentAccount account, PaymentMethod? method, DateOnly businessDate) => new()
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
        };
}
