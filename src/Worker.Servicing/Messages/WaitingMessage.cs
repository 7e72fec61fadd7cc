namespace Worker.Servicing.Messages;

/// <summary>A message that waits in the outbox, with whom it goes to and what has become of its installment.</summary>
public sealed record WaitingMessage
{
    public required long MessageId { get; init; }

    public required string Key { get; init; }

    public required MessageKind Kind { get; init; }

    public required bool IsCourtesy { get; init; }

    public required MessageFacts Facts { get; init; }

    public required Recipient Recipient { get; init; }

    /// <summary>The customer's time zone, for quiet hours.</summary>
    public required string TimeZone { get; init; }

    public required int Tries { get; init; }

    public required bool IsPaid { get; init; }

    /// <summary>The customer is known not to be reached at this address.</summary>
    public required bool HasBadAddress { get; init; }

    public required bool CourtesyOff { get; init; }

    /// <summary>A courtesy message whose plan or customer is on hold.</summary>
    public required bool IsOnHold { get; init; }
}
