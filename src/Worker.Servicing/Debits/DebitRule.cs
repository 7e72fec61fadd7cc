using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Debits;

/// <summary>Decides whether an installment is debited, from which method of its customer, and how much.</summary>
public sealed class DebitRule(AutoDebitSettings settings, ChannelDirectory channels, BusinessZone zone)
{
    /// <summary>The longest budget window of any channel: how far back attempts of methods matter.</summary>
    public TimeSpan LongestBudgetWindow { get; } = channels.All
        .SelectMany(channel => channel.Budgets)
        .Select(budget => budget.Window)
        .DefaultIfEmpty(TimeSpan.Zero)
        .Max();

    /// <summary>
    /// The plan's designated method and no other, unless the plan allows others instead; for a plan that designates
    /// none, the customer's methods by priority. Null when none of them can be debited on that date.
    /// </summary>
    /// <param name="methods">The customer's methods, in order of priority.</param>
    public static PaymentMethod? Choose(DebitCandidate candidate, IEnumerable<PaymentMethod> methods, DateOnly businessDate)
    {
        PaymentMethod? first = null;
        foreach (PaymentMethod method in methods.Where(method => method.IsActive && method.Mandate.IsValidOn(businessDate)))
        {
            if (candidate.PaymentMethodId is null || method.PaymentMethodId == candidate.PaymentMethodId)
            {
                return method;
            }

            first ??= method;
        }

        return candidate.AllowsFallback ? first : null;
    }

    /// <summary>The counter for an installment that its schedule, or an earlier decline, keeps from being tried now; null when it may be.</summary>
    /// <param name="methods">The customer's methods, in order of priority.</param>
    /// <param name="attempts">The attempts on the installment that were not withdrawn.</param>
    public string? SkippedBySchedule(
        DebitCandidate candidate,
        IEnumerable<PaymentMethod> methods,
        IEnumerable<EarlierAttempt> attempts,
        DateOnly businessDate,
        DateTimeOffset now)
    {
        EarlierAttempt[] counted = [.. attempts.Where(attempt => !attempt.IsHardDecline || attempt.BusinessDate < candidate.DueOn)];
        return RetryRule.Decide(
            settings.Retries,
            candidate.DueOn,
            businessDate,
            now,
            [.. counted.Select(attempt => new CountedAttempt(attempt.BusinessDate, attempt.SentAt))],
            settings.LeadDays,
            LimitsOf(Choose(candidate, methods, businessDate), counted)).Verdict switch
        {
            RetryVerdict.Go => businessDate < candidate.DueOn && !candidate.IsDueSoonSent ? CounterNames.AwaitingNotice : null,
            RetryVerdict.Stopped => CounterNames.Stopped,
            _ => CounterNames.NotToday,
        };
    }

    public DebitDecision Decide(
        DebitCandidate candidate,
        PlanSnapshot plan,
        PlanAccount account,
        IEnumerable<PaymentMethod> methods,
        Func<long, IReadOnlyCollection<DateTimeOffset>> attemptsOfMethod,
        IReadOnlySet<string> switchesOff,
        DateOnly businessDate,
        DateTimeOffset now)
    {
        InstallmentAccount installment = account.Of(candidate.InstallmentId);
        long owed = Owed(installment, businessDate);
        if (owed <= 0)
        {
            return DebitDecision.Skip(CounterNames.NothingOwed);
        }

        if (Choose(candidate, methods, businessDate) is not PaymentMethod method)
        {
            return DebitDecision.Skip(methods.Any(other => other.IsActive && IsAllowed(candidate, other)) ? CounterNames.MandateNotValid : CounterNames.NoMethod);
        }

        if (!channels.TryGet(method.Channel, out ChannelSettings? channel))
        {
            return DebitDecision.SetAside("unknown-channel", method.ToString(), $"The channel '{method.Channel}' is not configured.");
        }

        var amount = new Money(owed, Currency.Parse(plan.Currency));
        if (switchesOff.Contains(SwitchNames.OfChannel(channel.Name)))
        {
            return DebitDecision.Skip(CounterNames.ChannelOff);
        }

        if (!method.Mandate.Covers(amount))
        {
            return DebitDecision.Skip(
                CounterNames.OverMandate,
                new RunError(
                    "over-mandate",
                    $"installment {candidate.InstallmentId}",
                    $"{amount} is owed on {plan.PlanReference}-{installment.Installment.Number}, more than the mandate of {method} allows."));
        }

        GivenNotice? notice = null;
        if (channel.DemandsNotice)
        {
            notice = NoticeRule.InForce(candidate.Notices, method, plan.Currency, channel, now);
            if (notice is null)
            {
                return DebitDecision.Skip(CounterNames.AwaitingNotice);
            }

            amount = new Money(Math.Min(owed, notice.Left), amount.Currency);
        }

        long rest = 0;
        if (channel.Parts && channel.Window.MaxAmount.TryGetValue(plan.Currency, out long maximum) && amount.Minor > maximum)
        {
            rest = amount.Minor - maximum;
            amount = new Money(maximum, amount.Currency);
        }

        if (ChannelWindowRule.Decide(channel.Window, now, businessDate, installment.Installment.DueOn, amount).Deferral is WindowDeferral deferral)
        {
            return DebitDecision.Skip(CounterOf(deferral));
        }

        return AttemptBudgetRule.FirstExhausted(channel.Budgets, attemptsOfMethod(method.PaymentMethodId), now) is null
            ? DebitDecision.Debit(method, amount, rest, notice?.NoticeNumber)
            : DebitDecision.Skip(CounterNames.BudgetExhausted);
    }

    /// <summary>
    /// What is outstanding, but not a fee that the formula has given up already: a payment that was entered after the fee
    /// was posted may have come before it, and the customer is not debited for what is taken back tonight.
    /// </summary>
    public long Owed(InstallmentAccount installment, DateOnly businessDate)
    {
        long unpaidBase = installment.BaseAt(DateOnly.MaxValue);
        return settings.IncludeLateFees
            ? Math.Min(installment.Outstanding, unpaidBase + installment.FeesOwedOn(businessDate))
            : Math.Min(installment.Outstanding, unpaidBase);
    }

    private static bool IsAllowed(DebitCandidate candidate, PaymentMethod method) =>
        candidate.PaymentMethodId is null || candidate.AllowsFallback || method.PaymentMethodId == candidate.PaymentMethodId;

    /// <summary>
    /// What earlier declines on the method that would be debited leave of the schedule. What came before it was reactivated,
    /// or of another method, says nothing about it.
    /// </summary>
    private RetryLimits LimitsOf(PaymentMethod? method, IReadOnlyList<EarlierAttempt> attempts)
    {
        if (method is null)
        {
            return default;
        }

        DateOnly? notBefore = null;
        bool isStopped = false;
        foreach (EarlierAttempt attempt in attempts.Where(attempt => attempt.PaymentMethodId == method.PaymentMethodId
            && !(attempt.SentAt < method.ActiveSince)
            && (attempt.DeclineCode is not null || attempt.AdviceCode is not null)))
        {
            DeclineVerdict verdict = channels.VerdictOf(attempt.Channel, attempt.DeclineCode, attempt.AdviceCode);
            isStopped |= verdict.Action == DeclineAction.StopInstallment;
            if (verdict.Action == DeclineAction.Wait && attempt.BusinessDate.AddDays(verdict.WaitDays) is DateOnly until && !(until <= notBefore))
            {
                notBefore = until;
            }
        }

        return new RetryLimits(
            notBefore, isStopped, method.ActiveSince, method.ActiveSince is DateTimeOffset since ? zone.DateAt(since) : null);
    }

    private static string CounterOf(WindowDeferral deferral) => deferral switch
    {
        WindowDeferral.OutsideHours => CounterNames.OutsideHours,
        WindowDeferral.TooEarly => CounterNames.TooEarly,
        WindowDeferral.OverMaximum => CounterNames.OverMaximum,
        _ => throw new ArgumentOutOfRangeException(nameof(deferral), deferral, null),
    };
}
