namespace Worker.Servicing.Operators;

/// <summary>Reads customers, plans and what belongs to them, one at a time.</summary>
public interface IAccountReader
{
    /// <summary>A customer; null when there is none.</summary>
    Task<CustomerProfile?> FindCustomerAsync(long customerId, CancellationToken cancellationToken);

    /// <summary>Plans of a customer after a key, in the order of keys.</summary>
    Task<IReadOnlyList<PlanTerms>> ReadPlansAsync(long customerId, long after, int count, CancellationToken cancellationToken);

    /// <summary>A plan with its ledger; null when there is none.</summary>
    Task<PlanFile?> FindPlanAsync(long planId, CancellationToken cancellationToken);

    /// <summary>The plan of an installment; null when there is none.</summary>
    Task<long?> FindPlanOfAsync(long installmentId, CancellationToken cancellationToken);

    Task<IReadOnlyList<BoundMethod>> ReadMethodsAsync(long customerId, CancellationToken cancellationToken);

    /// <summary>The holds of a customer and of its plans, newest first, those that ended included.</summary>
    Task<IReadOnlyList<PlacedHold>> ReadHoldsAsync(long customerId, CancellationToken cancellationToken);

    Task<IReadOnlyList<AttemptLine>> ReadAttemptsAsync(long installmentId, CancellationToken cancellationToken);
}

public sealed record CustomerProfile
{
    public required long CustomerId { get; init; }

    public required string Reference { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    /// <summary>A BCP 47 tag.</summary>
    public required string Language { get; init; }

    public required string TimeZone { get; init; }

    /// <summary>Why a mail server refused the address for good; null when none did.</summary>
    public string? BadAddressReason { get; init; }

    /// <summary>When the customer unsubscribed from courtesy messages; null otherwise.</summary>
    public DateTimeOffset? CourtesyOffAt { get; init; }

    /// <summary>The reference alone: names and addresses never reach a log.</summary>
    public override string ToString() => $"customer {Reference}";
}

public sealed record BoundMethod
{
    public required string Reference { get; init; }

    public required string Channel { get; init; }

    /// <summary>What the channel knows it by, whole: never shown so.</summary>
    public required string Token { get; init; }

    public required int Priority { get; init; }

    public required string Status { get; init; }

    /// <summary>Why it has that status; null when it always had.</summary>
    public string? StatusReason { get; init; }

    /// <summary>Since when; null when it always had.</summary>
    public DateTimeOffset? StatusChangedAt { get; init; }

    public override string ToString() => $"method {Reference} ({Channel})";
}

public sealed record PlacedHold
{
    /// <summary>The plan it is on; null for the customer with every plan.</summary>
    public string? PlanReference { get; init; }

    public required string Reason { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>The last business date it holds; null until it is released.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>When it was released; null when it was not.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    public bool IsInForceOn(DateOnly businessDate) => ReleasedAt is null && (Until is null || Until >= businessDate);
}

/// <summary>A debit attempt with every answer of the channel that is kept.</summary>
public sealed record AttemptLine
{
    /// <summary>Its order number.</summary>
    public required string OrderNumber { get; init; }

    public required long RunId { get; init; }

    public required string MethodReference { get; init; }

    public required string Channel { get; init; }

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO code.</summary>
    public required string Currency { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required string State { get; init; }

    /// <summary>What the method was known by, whole: never shown so.</summary>
    public required string Token { get; init; }

    public string? Reference { get; init; }

    public string? DeclineCode { get; init; }

    public string? DeclineCategory { get; init; }

    public string? Detail { get; init; }

    /// <summary>When it was settled; null while it is in doubt.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>How often the channel was asked; null once it is settled.</summary>
    public long? Asks { get; init; }

    /// <summary>How often it was sent again; null once it is settled.</summary>
    public long? Resends { get; init; }

    /// <summary>When the channel is asked next; null once it is settled.</summary>
    public DateTimeOffset? NextAskAt { get; init; }

    public override string ToString() => $"attempt {OrderNumber} ({State})";
}
