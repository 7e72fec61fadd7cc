using Worker.Servicing.Channels;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.AutoDebit;

/// <summary>Decides which method of a customer is debited, and how much, for one installment whose schedule says today.</summary>
public sealed class DebitRule(AutoDebitSettings settings, ChannelDirectory channels)
{
    /// <summary>The longest budget window of any channel: how far back attempts of methods matter.</summary>
    public TimeSpan LongestBudgetWindow { get; } = channels.All
        .SelectMany(channel => channel.Budgets)
        .Select(budget => budget.Window)
        .DefaultIfEmpty(TimeSpan.Zero)
        .Max();

    /// <param name="businessDate">The day the run works for.</param>
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
            return DebitDecision.Skip("nothingOwed");
        }

        if (Choose(candidate.PaymentMethodId, methods) is not PaymentMethod method)
        {
            return DebitDecision.Skip("noMethod");
        }

        if (!channels.TryGet(method.Channel, out ChannelSettings? channel))
        {
            return DebitDecision.SetAside("unknown-channel", method.ToString(), $"The channel '{method.Channel}' is not configured.");
        }

        var amount = new Money(owed, Currency.Parse(plan.Currency));
        if (switchesOff.Contains($"channel:{channel.Name}"))
        {
            return DebitDecision.Skip("channelOff");
        }

        if (ChannelWindowRule.Decide(channel.Window, now, businessDate, installment.Installment.DueOn, amount).Deferral is WindowDeferral deferral)
        {
            return DebitDecision.Skip(CounterOf(deferral));
        }

        return AttemptBudgetRule.FirstExhausted(channel.Budgets, attemptsOfMethod(method.PaymentMethodId), now) is null
            ? DebitDecision.Debit(method, amount)
            : DebitDecision.Skip("budgetExhausted");
    }

    /// <summary>The plan's designated method if it is active, else the customer's active methods by priority.</summary>
    public static PaymentMethod? Choose(long? designated, IEnumerable<PaymentMethod> methods)
    {
        PaymentMethod? first = null;
        foreach (PaymentMethod method in methods.Where(method => method.IsActive))
        {
            if (method.PaymentMethodId == designated)
            {
                return method;
            }

            first ??= method;
        }

        return first;
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

    private static string CounterOf(WindowDeferral deferral) => deferral switch
    {
        WindowDeferral.OutsideHours => "outsideHours",
        WindowDeferral.TooEarly => "tooEarly",
        WindowDeferral.OverMaximum => "overMaximum",
        _ => throw new ArgumentOutOfRangeException(nameof(deferral), deferral, null),
    };
}
