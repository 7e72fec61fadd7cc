using Worker.Servicing.Ledger;

namespace Worker.Servicing.Channels;

/// <summary>An announcement to a channel that debits of a payment method are to come. A second sending of its number is identical in every field.</summary>
/// <param name="NoticeNumber">Unique for ever, at most 32 characters of <c>[0-9A-Za-z]</c>.</param>
/// <param name="DebitFrom">The first day of debits, in the channel's zone.</param>
/// <param name="DebitUntil">The last day of debits, in the channel's zone.</param>
public sealed record DebitNotice(string NoticeNumber, string Token, Money Amount, DateOnly DebitFrom, DateOnly DebitUntil)
{
    public override string ToString() => $"{NoticeNumber} {Amount}";
}

public enum NoticeOutcome
{
    Accepted = 1,

    /// <summary>The channel will not have it: debits of that method wait for an operator.</summary>
    Refused,

    /// <summary>The channel says that the request itself is wrong (400, 422); the same notice won't help.</summary>
    Rejected,

    /// <summary>No answer that can be trusted, or none at all: the identical notice is sent again.</summary>
    Unknown,
}

/// <param name="Detail">A short technical reason (<c>http 500</c>, <c>time-out</c>); never a token.</param>
public sealed record NoticeAnswer(NoticeOutcome Outcome, string? Detail = null);
