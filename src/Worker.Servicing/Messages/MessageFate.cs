namespace Worker.Servicing.Messages;

/// <summary>Where a message in the outbox stands.</summary>
public enum MessageState
{
    /// <summary>To be tried at its next time.</summary>
    Waiting = 1,

    /// <summary>Handed over.</summary>
    Sent,

    /// <summary>Not sent on purpose: stale, or the customer does not want it.</summary>
    Dropped,

    /// <summary>Refused for good.</summary>
    Failed,
}

/// <summary>What became of a message in a run of send-mail.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="State">Its new state.</param>
/// <param name="NextTryAt">When to try it, while it waits.</param>
/// <param name="Tried">True when it was offered to a server.</param>
/// <param name="Detail">Why, in a few words.</param>
/// <param name="IsBadAddress">True when the customer's address is to be marked as bad.</param>
/// <param name="IsUnwritable">True when no mail can be made of it: set aside, for an operator.</param>
public sealed record MessageFate(
    long MessageId, MessageState State, DateTimeOffset? NextTryAt, bool Tried, string? Detail, bool IsBadAddress = false, bool IsUnwritable = false);
