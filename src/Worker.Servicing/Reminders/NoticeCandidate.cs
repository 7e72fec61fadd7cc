namespace Worker.Servicing.Reminders;

/// <summary>An unpaid installment whose due date asks for a notice.</summary>
public sealed record NoticeCandidate
{
    public required long InstallmentId { get; init; }

    public required long PlanId { get; init; }

    public required long CustomerId { get; init; }

    public required DateOnly DueOn { get; init; }

    public long? PaymentMethodId { get; init; }

    public required bool Autopay { get; init; }

    public required bool CourtesyOff { get; init; }

    /// <summary>Whether the customer's other methods may stand in for the designated one.</summary>
    public bool AllowsFallback { get; init; }

    /// <summary>A debit of it is under way, or its outcome is not known.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>Its notice of the business date is in the outbox already.</summary>
    public bool IsWritten { get; init; }

    /// <summary>Its <c>due-soon</c> notice of the business date is.</summary>
    public bool IsDueSoonWritten { get; init; }
}
