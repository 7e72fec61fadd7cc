using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Debits;

/// <summary>An attempt with the facts it was decided on. It is opened, and sent, only while they still hold.</summary>
public sealed record DecidedDebit(DebitAttempt Attempt, AttemptFacts Facts);

/// <summary>
/// The facts of a decision that the attempt does not carry itself. That autopay is on, nothing on hold and no switch off is part
/// of every decision.
/// </summary>
/// <param name="LedgerMark">The plan's newest ledger entry; 0 where it has none.</param>
/// <param name="DueOn">The rolled due date.</param>
/// <param name="DesignatedMethodId">The method that the plan designates; null for none.</param>
/// <param name="AllowsFallback">Whether other methods may be debited instead.</param>
/// <param name="Mandate">The limits of the agreement that allows debiting the method.</param>
public sealed record AttemptFacts(
    long LedgerMark, DateOnly DueOn, long Principal, long Interest, InstallmentStatus Status, long? DesignatedMethodId, bool AllowsFallback, Mandate Mandate)
{
    public static AttemptFacts Of(PlanSnapshot plan, DebitCandidate candidate, Mandate mandate)
    {
        int index = 0;
        while (plan.Installments[index].InstallmentId != candidate.InstallmentId)
        {
            index++;
        }

        Installment installment = plan.Installments[index];
        return new AttemptFacts(
            plan.NewestEntryId,
            installment.DueOn,
            installment.Principal,
            installment.Interest,
            plan.Statuses[index],
            candidate.PaymentMethodId,
            candidate.AllowsFallback,
            mandate);
    }
}

/// <param name="Method">The method to debit; null when nothing is debited.</param>
/// <param name="Skipped">What it counts as when nothing is debited; null when a row breaks a rule.</param>
/// <param name="Error">What an operator has to see to.</param>
public sealed record DebitDecision(PaymentMethod? Method, Money Amount, string? Skipped, RunError? Error = null)
{
    /// <summary>The notice it is debited under; null where the channel demands none.</summary>
    public string? NoticeNumber { get; init; }

    /// <summary>To be debited after it in further parts, minor units.</summary>
    public long Rest { get; init; }

    public static DebitDecision Debit(PaymentMethod method, Money amount, long rest = 0, string? noticeNumber = null) =>
        new(method, amount, null) { Rest = rest, NoticeNumber = noticeNumber };

    public static DebitDecision Skip(string reason, RunError? error = null) => new(null, default, reason, error);

    /// <summary>A row breaks a rule.</summary>
    public static DebitDecision SetAside(string code, string subject, string detail) =>
        new(null, default, null, new RunError(code, subject, detail, IsSetAside: true));
}

/// <summary>One order number sent, or about to be sent, to a channel.</summary>
public sealed record DebitAttempt
{
    public required string OrderNumber { get; init; }

    public required long InstallmentId { get; init; }

    public required long PlanId { get; init; }

    public required long CustomerId { get; init; }

    public required long PaymentMethodId { get; init; }

    public required string Channel { get; init; }

    public required Money Amount { get; init; }

    /// <summary>The method's token as it was when the attempt was made.</summary>
    public required string Token { get; init; }

    /// <summary>What the customer reads on the statement.</summary>
    public required string Description { get; init; }

    /// <summary>The business date it is made for: the effective date of its payment, however late the answer comes.</summary>
    public required DateOnly BusinessDate { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The notice it is made under; null where its channel demands none.</summary>
    public string? NoticeNumber { get; init; }

    /// <summary>To be debited after it in further parts, minor units; 0 for the last part or the only one.</summary>
    public long Rest { get; init; }

    /// <summary>The receipt of the earlier parts in the same run; null for the first.</summary>
    public OutboxMessage? ReceiptSoFar { get; init; }

    /// <summary>Identical every time it is sent.</summary>
    public DebitOrder ToOrder() => new(OrderNumber, Amount, Token, Description);

    /// <summary>The attempt without its token, safe for a log.</summary>
    public override string ToString() => $"{OrderNumber} {Amount}";
}
