using Worker.Servicing.Channels;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;

namespace Worker.Servicing.AutoDebit;

/// <summary>One order number sent, or about to be sent, to a channel.</summary>
public sealed record DebitAttempt
{
    /// <summary>Its order number.</summary>
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

    /// <summary>What is to be debited after it in further parts, minor units; 0 for the last part, and for what is debited whole.</summary>
    public long Rest { get; init; }

    /// <summary>The receipt of the parts before it in the same run; null where it is the first.</summary>
    public OutboxMessage? ReceiptSoFar { get; init; }

    /// <summary>What is sent, the same every time.</summary>
    public DebitOrder ToOrder() => new(OrderNumber, Amount, Token, Description);

    /// <summary>The attempt without its token, safe for a log.</summary>
    public override string ToString() => $"{OrderNumber} {Amount}";
}
