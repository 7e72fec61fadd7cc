namespace Worker.Servicing.Channels;

/// <summary>What is known after a channel was told of a coming debit.</summary>
public enum NoticeOutcome
{
    /// <summary>The channel has the notice, and debits within its days and its amount may be made.</summary>
    Accepted = 1,

    /// <summary>The channel, or the customer through it, says no. The same notice is not sent again.</summary>
    Refused,

    /// <summary>No answer that can be trusted, or not processed: the identical notice is sent again later.</summary>
    Unknown,
}

/// <summary>A channel's answer to a notice.</summary>
/// <param name="Detail">A short technical reason (<c>http 500</c>, <c>time-out</c>); never a token.</param>
public sealed record NoticeAnswer(NoticeOutcome Outcome, string? Detail = null);
