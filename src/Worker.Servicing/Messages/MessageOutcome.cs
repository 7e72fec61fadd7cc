namespace Worker.Servicing.Messages;

public enum MessageState
{
    Waiting = 1,

    Sent,

    /// <summary>Not sent on purpose: stale, or the customer does not want it.</summary>
    Dropped,

    Failed,

    /// <summary>The customer has no e-mail address. It is not tried, and it is no failure.</summary>
    NoAddress,
}

/// <summary>What became of a message in a run of send-mail.</summary>
public sealed record MessageOutcome(
    long MessageId,
    MessageState State,
    DateTimeOffset? NextTryAt,
    bool Tried,
    string? Detail,
    bool IsBadAddress = false,
    bool IsUnwritable = false,
    bool IsServerDown = false);
