namespace Worker.Servicing.Messages;

/// <summary>Where a message in the outbox stands.</summary>
public enum MessageState
{
    /// <summary>To be tried at its next time.</summary>
    Waiting = 1,

    Sent,

    /// <summary>Not sent on purpose: stale, or the customer does not want it.</summary>
    Dropped,

    Failed,

    /// <summary>The customer has no e-mail address. It is not tried, and it is no failure.</summary>
    NoAddress,
}

/// <summary>What became of a message in a run of send-mail.</summary>
/// <param name="IsUnwritable">No mail can be made of its facts.</param>
/// <param name="IsServerDown">The server could not be reached; those after it would fare the same.</param>
public sealed record MessageOutcome(
    long MessageId,
    MessageState State,
    DateTimeOffset? NextTryAt,
    bool Tried,
    string? Detail,
    bool IsBadAddress = false,
    bool IsUnwritable = false,
    bool IsServerDown = false);
