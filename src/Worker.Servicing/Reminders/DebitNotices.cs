using System.Collections.Concurrent;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Reminders;

/// <summary>An installment that may be debited soon.</summary>
/// <param name="Methods">The customer's methods, in order of priority.</param>
/// <param name="Message">The message about it that this run writes; null for none.</param>
public sealed record NoticeSubject(
    NoticeCandidate Candidate, PlanSnapshot Plan, InstallmentAccount Account, IReadOnlyList<PaymentMethod> Methods, OutboxMessage? Message);

public sealed record NoticePlan(IReadOnlyList<RequestedNotice> New, IReadOnlyList<OutboxMessage> Messages, IReadOnlyList<RequestedNotice> Again);

/// <summary>
/// Gives the notices that some channels demand before a debit, early enough for the next day on which the schedule tries an
/// installment.
/// </summary>
public sealed class DebitNotices(
    IReminderStore store,
    IAutoDebitStore attempts,
    DebitRule rule,
    AutoDebitSettings settings,
    ChannelDirectory directory,
    IDebitChannels channels,
    BusinessZone zone,
    TimeProvider time)
{
    private const int CallsAtOnce = 32;

    private readonly ChannelSettings[] demanding = [.. directory.All.Where(channel => channel.DemandsNotice)];

    /// <summary>The installments to look at, beside those that get a message on their due date.</summary>
    public ReminderQuery QueryFor(IReadOnlyCollection<DateOnly> dueDates)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateOnly latest = demanding.SelectMany(channel => NoticeRule.DaysToAnnounce(channel, zone, now)).DefaultIfEmpty(DateOnly.MinValue).Max();
        return new ReminderQuery(
            dueDates,
            latest == DateOnly.MinValue ? latest : latest.AddDays(settings.LeadDays),
            [.. demanding.Select(channel => channel.Name)]);
    }

    /// <summary>The method that would be debited for an installment on its due date, or now where that has passed; null when it is paid by hand.</summary>
    public static PaymentMethod? MethodOf(NoticeCandidate candidate, IEnumerable<PaymentMethod> methods, DateOnly businessDate) =>
        candidate.Autopay
            ? DebitRule.Choose(CandidateOf(candidate), methods, candidate.DueOn > businessDate ? candidate.DueOn : businessDate)
            : null;

    public async Task<NoticePlan> PlanAsync(
        IEnumerable<NoticeSubject> subjects,
        Func<NoticeSubject, PaymentMethod, Money, DateOnly, OutboxMessage> compose,
        DateOnly businessDate,
        RunCounters tally,
        CancellationToken cancellationToken)
    {
        var concerned = new List<(NoticeSubject Subject, PaymentMethod Method, ChannelSettings Channel)>();
        foreach (NoticeSubject subject in subjects.Where(subject => !subject.Candidate.IsInDoubt))
        {
            if (MethodOf(subject.Candidate, subject.Methods, businessDate) is PaymentMethod method
                && directory.TryGet(method.Channel, out ChannelSettings? channel)
                && channel.DemandsNotice)
            {
                concerned.Add((subject, method, channel));
            }
        }

        long[] installments = [.. concerned.Select(one => one.Subject.Candidate.InstallmentId)];
        if (installments.Length == 0)
        {
            return new NoticePlan([], [], []);
        }

        ILookup<long, GivenNotice> given = await store.ReadNoticesAsync(installments, cancellationToken);
        ILookup<long, EarlierAttempt> made = await attempts.ReadAttemptsOfInstallmentsAsync(installments, cancellationToken);
        var asked = new List<RequestedNotice>();
        var messages = new List<OutboxMessage>();
        var again = new List<RequestedNotice>();
        foreach ((NoticeSubject subject, PaymentMethod method, ChannelSettings channel) in concerned)
        {
            GivenNotice[] before = [.. given[subject.Candidate.InstallmentId]];
            again.AddRange(before.Where(notice => IsUnanswered(notice, method, businessDate)).Select(notice => Repeat(notice, method)));
            if (channel.NoticeBy == NoticeBy.Customer && subject.Message is { Kind: MessageKind.DueSoon } message)
            {
                asked.Add(Ask(subject, method, channel, new Money(message.Facts.Amount, Currency.Parse(subject.Plan.Currency)), message.Key));
            }
            else if (FindNeed(subject, method, channel, before, made[subject.Candidate.InstallmentId]) is (DateOnly day, Money amount))
            {
                if (channel.NoticeBy == NoticeBy.Channel)
                {
                    asked.Add(Ask(subject, method, channel, amount, messageKey: null));
                    tally.Count(CounterNames.NoticesAsked, amount);
                }
                else if (!subject.Candidate.IsDueSoonWritten)
                {
                    OutboxMessage announcement = compose(subject, method, amount, day);
                    messages.Add(announcement);
                    asked.Add(Ask(subject, method, channel, amount, announcement.Key));
                    tally.Count(CounterNames.DueSoon, amount);
                }
            }
        }

        return new NoticePlan(asked, messages, again);
    }

    /// <summary>Sends new notices and those without an answer to their channels. Returns the answers; a call without one is not among them.</summary>
    public async Task<IReadOnlyList<NoticeReply>> TellChannelsAsync(NoticePlan plan, RunCounters tally, CancellationToken cancellationToken)
    {
        RequestedNotice[] calls = [.. plan.New.Where(notice => notice.MessageKey is null), .. plan.Again];
        var replies = new ConcurrentBag<NoticeReply>();
        await Parallel.ForEachAsync(
            calls,
            new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken },
            async (call, token) =>
            {
                if (channels.TryGet(call.Channel, out IDebitChannel? channel)
                    && await channel.NotifyAsync(call.Notice, token) is { Outcome: not NoticeOutcome.Unknown } answer)
                {
                    replies.Add(new NoticeReply(
                        call.Notice.NoticeNumber,
                        answer.Outcome == NoticeOutcome.Accepted ? NoticeState.Accepted : NoticeState.Refused,
                        answer.Detail));
                }
            });
        int accepted = replies.Count(reply => reply.State == NoticeState.Accepted);
        tally.Count(CounterNames.NoticesAccepted, accepted);
        tally.Count(CounterNames.NoticesUnanswered, calls.Length - replies.Count);
        foreach (NoticeReply refused in replies.Where(reply => reply.State == NoticeState.Refused).OrderBy(reply => reply.NoticeNumber, StringComparer.Ordinal))
        {
            RequestedNotice call = calls.First(call => call.Notice.NoticeNumber == refused.NoticeNumber);
            tally.Count(CounterNames.NoticesRefused);
            tally.Note(new RunError("notice-refused", $"installment {call.InstallmentId}", $"{call.Channel} refused the notice before its debit: {refused.Detail}"));
        }

        return [.. replies];
    }

    private static DebitCandidate CandidateOf(NoticeCandidate candidate) => new()
    {
        InstallmentId = candidate.InstallmentId,
        PlanId = candidate.PlanId,
        CustomerId = candidate.CustomerId,
        DueOn = candidate.DueOn,
        PaymentMethodId = candidate.PaymentMethodId,
        AllowsFallback = candidate.AllowsFallback,
        IsDueSoonSent = true,
    };

    private static bool IsUnanswered(GivenNotice notice, PaymentMethod method, DateOnly businessDate) =>
        notice is { State: NoticeState.Asked, IsByMessage: false }
        && notice.PaymentMethodId == method.PaymentMethodId
        && notice.Token == method.Token
        && notice.DebitUntil >= businessDate;

    private static RequestedNotice Repeat(GivenNotice notice, PaymentMethod method) => new(
        new DebitNotice(
            notice.NoticeNumber, notice.Token, new Money(notice.Amount, Currency.Parse(notice.Currency)), notice.DebitFrom, notice.DebitUntil),
        notice.InstallmentId,
        notice.PaymentMethodId,
        method.Channel,
        MessageKey: null);

    /// <summary>The first day on which the installment would be debited, and the amount without a notice.</summary>
    private (DateOnly Day, Money Amount)? FindNeed(
        NoticeSubject subject, PaymentMethod method, ChannelSettings channel, GivenNotice[] given, IEnumerable<EarlierAttempt> made)
    {
        DebitCandidate candidate = CandidateOf(subject.Candidate);
        DateTimeOffset now = time.GetUtcNow();
        DateOnly today = zone.DateAt(now);
        bool isTriedToday = rule.SkippedBySchedule(candidate, subject.Methods, made, today, now) is null
            && NoticeRule.InForce(given, method, subject.Plan.Currency, channel, EndOf(today).AddSeconds(-1)) is not null;
        EarlierAttempt[] tries = isTriedToday ? [.. made, Try(subject, method, today, now)] : [.. made];
        foreach (DateOnly day in NoticeRule.DaysToAnnounce(channel, zone, now))
        {
            if (!method.Mandate.IsValidOn(day) || rule.SkippedBySchedule(candidate, subject.Methods, tries, day, EndOf(day)) is not null)
            {
                continue;
            }

            var owed = new Money(rule.Owed(subject.Account, day), Currency.Parse(subject.Plan.Currency));
            if (owed.Minor <= 0 || !method.Mandate.Covers(owed))
            {
                return null;
            }

            long amount = NoticeRule.ToAnnounce(given, method, owed, channel, day, zone);
            return amount > 0 ? (day, new Money(amount, owed.Currency)) : null;
        }

        return null;
    }

    private DateTimeOffset EndOf(DateOnly day) => zone.InstantOf(day.AddDays(1), TimeOnly.MinValue);

    private static EarlierAttempt Try(NoticeSubject subject, PaymentMethod method, DateOnly businessDate, DateTimeOffset now) => new()
    {
        InstallmentId = subject.Candidate.InstallmentId,
        PaymentMethodId = method.PaymentMethodId,
        Channel = method.Channel,
        BusinessDate = businessDate,
        SentAt = now,
    };

    private RequestedNotice Ask(NoticeSubject subject, PaymentMethod method, ChannelSettings channel, Money amount, string? messageKey)
    {
        DateTimeOffset now = time.GetUtcNow();
        (DateOnly from, DateOnly until) = NoticeRule.DebitDays(channel, now);
        return new RequestedNotice(
            new DebitNotice(OrderNumber.New(now), method.Token, amount, from, until),
            subject.Candidate.InstallmentId,
            method.PaymentMethodId,
            channel.Name,
            messageKey);
    }
}
