using Worker.Servicing.Messages;

namespace Worker.Servicing.Operators;

/// <summary>A message as the outbox keeps it, with whom it goes to.</summary>
public sealed record KeptMessage
{
    public required long MessageId { get; init; }

    public required string Key { get; init; }

    public required MessageKind Kind { get; init; }

    public required bool IsCourtesy { get; init; }

    public required MessageFacts Facts { get; init; }

    /// <summary>Where it stands: <c>waiting</c>, <c>sent</c>, <c>dropped</c>, <c>failed</c>, <c>noAddress</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was sent or given up; null while it waits.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it is tried next; null once it no longer waits.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    public required int Tries { get; init; }

    public string? Detail { get; init; }

    public required long CustomerId { get; init; }

    public required long PlanId { get; init; }

    public required long InstallmentId { get; init; }

    /// <summary>Who it goes to, by name and address; the address is empty where there is none.</summary>
    public required Recipient Recipient { get; init; }

    public required bool IsPaid { get; init; }

    /// <summary>The customer is known not to be reached at this address.</summary>
    public required bool HasBadAddress { get; init; }

    public required bool CourtesyOff { get; init; }

    public bool IsCopy => MessageDesk.IsCopy(Key);
}
