using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Debits;

/// <summary>What follows from a channel's answer to an attempt, whether it came at once or to a later query.</summary>
/// <param name="timetable">When auto-debit runs again on the same day.</param>
public sealed class SettlementRule(AutoDebitSettings settings, ChannelDirectory channels, LedgerRules ledger, JobTimetable timetable)
{
    /// <summary>How long a receipt waits for the next part before it is sent.</summary>
    private static readonly TimeSpan ReceiptWaits = TimeSpan.FromMinutes(15);

    private readonly DailySchedule occurrences = timetable.Of(JobList.Find(JobList.AutoDebit)!);

    /// <summary>An order that is never sent, because its facts changed.</summary>
    public Settlement Withdraw(DebitAttempt attempt) => new()
    {
        Attempt = attempt,
        State = AttemptState.Withdrawn,
        Answer = new ChannelAnswer(ChannelOutcome.NotSent, Detail: "withdrawn before it was sent"),
        Counter = CounterNames.Withdrawn,
    };

    /// <param name="before">The attempt's state so far.</param>
    /// <param name="hasFallback">True when another method of the customer is tried at once after a hard decline.</param>
    public Settlement Settle(
        DebitAttempt attempt,
        AttemptState before,
        ChannelAnswer answer,
        IDictionary<long, PlanSnapshot> plans,
        int attemptsToday,
        bool hasFallback,
        DateTimeOffset now) => answer.Outcome switch
        {
            _ when answer.TellsOtherThan(attempt.Amount) => new Settlement
            {
                Attempt = attempt,
                State = AttemptState.Unknown,
                Answer = answer with { Outcome = ChannelOutcome.Unknown, Detail = "tells another amount" },
                Counter = CounterNames.InDoubt,
                NextAskAt = StatusQuerySchedule.NextAsk(attempt.SentAt, now),
                Error = new RunError(
                    "amount-differs",
                    $"order {attempt.OrderNumber}",
                    $"{attempt.Channel} tells {answer.EchoedAmount} {answer.ToldCurrency} in minor units where {attempt.Amount} was ordered; it stays in doubt."),
            },
            ChannelOutcome.Succeeded when before == AttemptState.Lost => Succeed(attempt, answer, plans, now).AfterGivenUpAs(before),
            ChannelOutcome.Succeeded => Succeed(attempt, answer, plans, now),
            ChannelOutcome.Declined => Decline(attempt, answer, plans[attempt.PlanId], attemptsToday, hasFallback, now),
            ChannelOutcome.Rejected => new Settlement
            {
                Attempt = attempt,
                State = AttemptState.Rejected,
                Answer = answer,
                Counter = CounterNames.Rejected,
                Error = new RunError("rejected", $"order {attempt.OrderNumber}", $"{attempt.Channel} says the request is wrong: {answer.Detail}"),
            },
            ChannelOutcome.NotProcessed or ChannelOutcome.NotSent => new Settlement
            {
                Attempt = attempt,
                State = AttemptState.Withdrawn,
                Answer = answer,
                Counter = answer is { Outcome: ChannelOutcome.NotSent, IsChannelError: true } ? CounterNames.Unreached : CounterNames.Deferred,
            },
            _ => new Settlement
            {
                Attempt = attempt,
                State = answer.Outcome == ChannelOutcome.Pending ? AttemptState.Pending : AttemptState.Unknown,
                Answer = answer,
                Counter = CounterNames.InDoubt,
                NextAskAt = StatusQuerySchedule.NextAsk(attempt.SentAt, now),
            },
        };

    /// <summary>What the customer is told when the day's last attempt was declined.</summary>
    public static OutboxMessage Failure(DebitAttempt attempt, ChannelAnswer answer, PlanSnapshot plan) => Message(
        MessageKind.DebitFailed,
        attempt,
        plan,
        isCourtesy: false,
        OutboxMessage.KeyFor(MessageKind.DebitFailed, attempt.InstallmentId, attempt.BusinessDate),
        answer.DeclineCode);

    private Settlement Succeed(DebitAttempt attempt, ChannelAnswer answer, IDictionary<long, PlanSnapshot> plans, DateTimeOffset now)
    {
        PlanSnapshot before = plans[attempt.PlanId];
        long entryId = before.NewestEntryId + 1;
        PlanSnapshot plan = before.With(
            [new LedgerEntry(entryId, attempt.InstallmentId, EntryKind.Payment, attempt.Amount.Minor, attempt.BusinessDate, null)]);
        StatusChange[] statuses = plan.TryReplay(ledger, out PlanAccount? account, out _)
            ? [.. StatusChange.OfPayment(plan, account, timetable.Zone.DateAt(now).AddDays(-1))]
            : [];
        plans[attempt.PlanId] = WithStatuses(plan, statuses);

        long lateFees = account is null ? 0 : PaymentMessages.LateFeesOf(entryId, account);
        string receiptKey = OutboxMessage.KeyFor(MessageKind.Receipt, attempt.InstallmentId, attempt.OrderNumber);
        OutboxMessage receipt = Message(MessageKind.Receipt, attempt, plan, isCourtesy: false, receiptKey, lateFees: lateFees) with
        {
            NotBefore = attempt.Rest > 0 ? now + ReceiptWaits : null,
        };
        var messages = new List<OutboxMessage> { receipt };
        if (statuses.Length > 0 && account!.Installments.All(installment => installment.IsPaid))
        {
            messages.Add(Message(
                MessageKind.PlanClosed,
                attempt,
                plan,
                isCourtesy: true,
                OutboxMessage.KeyFor(MessageKind.PlanClosed, attempt.InstallmentId, attempt.BusinessDate)));
        }

        return new Settlement
        {
            Attempt = attempt,
            State = AttemptState.Succeeded,
            Answer = answer,
            Counter = CounterNames.Debited,
            JoinedReceipt = attempt.ReceiptSoFar is OutboxMessage soFar
                ? soFar with
                {
                    Facts = soFar.Facts with { Amount = soFar.Facts.Amount + attempt.Amount.Minor, LateFees = soFar.Facts.LateFees + lateFees },
                    NotBefore = receipt.NotBefore,
                }
                : null,
            Statuses = statuses,
            Messages = messages,
        };
    }

    private Settlement Decline(
        DebitAttempt attempt, ChannelAnswer answer, PlanSnapshot plan, int attemptsToday, bool hasFallback, DateTimeOffset now)
    {
        DeclineVerdict verdict = channels.VerdictOf(attempt.Channel, answer.DeclineCode, answer.AdviceCode);
        DeclineCategory category = verdict.Action == DeclineAction.StopMethod ? DeclineCategory.Hard : DeclineCategory.Soft;
        string? reason = category != DeclineCategory.Hard ? null
            : channels.VerdictOf(attempt.Channel, answer.DeclineCode, adviceCode: null).Action == DeclineAction.StopMethod ? answer.DeclineCode
            : answer.AdviceCode;
        var messages = new List<OutboxMessage>();
        if (category == DeclineCategory.Hard)
        {
            messages.Add(Message(
                MessageKind.MethodSuspended,
                attempt,
                plan,
                isCourtesy: false,
                OutboxMessage.KeyFor(MessageKind.MethodSuspended, attempt.InstallmentId, attempt.OrderNumber),
                reason));
        }

        // A debit before the due date has no second try; a decline that asks to wait or stops leaves none for the day.
        bool isLast = verdict.Action != DeclineAction.Retry || IsBeforeDue(attempt, plan) || IsLastOfDay(attempt, attemptsToday, now);
        if (category == DeclineCategory.Hard ? !hasFallback : isLast)
        {
            messages.Add(Failure(attempt, answer, plan));
        }

        return new Settlement
        {
            Attempt = attempt,
            State = AttemptState.Declined,
            Answer = answer,
            Category = category,
            SuspensionReason = reason,
            Counter = category == DeclineCategory.Hard ? CounterNames.DeclinedHard : CounterNames.DeclinedSoft,
            Messages = messages,
            Error = channels.IsUnknownDecline(attempt.Channel, answer.DeclineCode)
                ? new RunError("unknown-decline-code", $"order {attempt.OrderNumber}", $"{attempt.Channel} declined with a code that is not in its table; treated as soft.")
                : null,
        };
    }

    private static bool IsBeforeDue(DebitAttempt attempt, PlanSnapshot plan) =>
        attempt.BusinessDate < plan.Installments.First(installment => installment.InstallmentId == attempt.InstallmentId).DueOn;

    /// <summary>An attempt for an earlier day was the last of that day.</summary>
    private bool IsLastOfDay(DebitAttempt attempt, int attemptsToday, DateTimeOffset now) =>
        RetryRule.IsLastOfDay(
            settings.Retries,
            attemptsToday,
            attempt.SentAt,
            [.. occurrences.OccurrencesOn(attempt.BusinessDate, timetable.Zone).Select(occurrence => occurrence.Instant).Where(instant => instant > now)]);

    private static PlanSnapshot WithStatuses(PlanSnapshot plan, IReadOnlyCollection<StatusChange> changes)
    {
        if (changes.Count == 0)
        {
            return plan;
        }

        InstallmentStatus[] statuses = [.. plan.Statuses];
        foreach (StatusChange change in changes)
        {
            for (int index = 0; index < statuses.Length; index++)
            {
                if (plan.Installments[index].InstallmentId == change.InstallmentId)
                {
                    statuses[index] = change.Status;
                }
            }
        }

        return plan with { Statuses = statuses };
    }

    private static OutboxMessage Message(
        MessageKind kind, DebitAttempt attempt, PlanSnapshot plan, bool isCourtesy, string key, string? declineCode = null, long lateFees = 0)
    {
        Installment installment = plan.Installments.First(candidate => candidate.InstallmentId == attempt.InstallmentId);
        return new OutboxMessage(
            key,
            kind,
            attempt.CustomerId,
            attempt.PlanId,
            attempt.InstallmentId,
            isCourtesy,
            new MessageFacts
            {
                PlanReference = plan.PlanReference,
                Number = installment.Number,
                Count = plan.Installments.Count,
                Currency = attempt.Amount.Currency.Code,
                Amount = kind == MessageKind.DebitFailed ? attempt.Amount.Minor + attempt.Rest : attempt.Amount.Minor,
                DueOn = installment.DueOn,
                BusinessDate = attempt.BusinessDate,
                LateFees = lateFees,
                Channel = attempt.Channel,
                MethodEnding = MessageFacts.EndingOf(attempt.Token),
                OrderNumber = attempt.OrderNumber,
                DeclineCode = declineCode,
            });
    }
}
