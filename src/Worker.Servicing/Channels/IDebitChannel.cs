using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Currencies;

namespace Worker.Servicing.Channels;

/// <remarks>
/// No method throws for what a channel or a network can do: that is an answer. Only cancellation by the caller throws,
/// and then the outcome of a debit under way is unknown. Calls are bounded in flight and in rate by the implementation.
/// </remarks>
public interface IDebitChannel
{
    /// <summary>The channel's name: <c>card</c>, <c>alipay</c>, <c>wechatpay</c> or <c>sandbox</c>.</summary>
    string Name { get; }

    /// <summary>Sends the order once. Safe to repeat with the identical order: the channel debits an order number once.</summary>
    /// <param name="withdrawn">
    /// Ends the wait for the order's turn: it is answered as not sent and never sent. Once it was sent this changes nothing.
    /// </param>
    Task<ChannelAnswer> DebitAsync(DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken);

    /// <summary>Queries what became of an order. Never answers <see cref="ChannelOutcome.Rejected"/>.</summary>
    Task<ChannelAnswer> QueryStatusAsync(string orderNumber, CancellationToken cancellationToken);

    /// <summary>
    /// Announces a debit to the channel. Safe to repeat with the identical notice: a notice number is one notice.
    /// </summary>
    Task<NoticeAnswer> NotifyAsync(DebitNotice notice, CancellationToken cancellationToken);
}

public interface IDebitChannels
{
    bool TryGet(string name, [NotNullWhen(true)] out IDebitChannel? channel);
}

/// <summary>What is sent to a channel. A second sending of the same order number is identical in every field (law).</summary>
/// <param name="OrderNumber">Unique for ever, at most 32 characters of <c>[0-9A-Za-z]</c>.</param>
public sealed record DebitOrder(string OrderNumber, Money Amount, string Token, string Description)
{
    /// <summary>
    /// Waits until what the debit was decided on was checked within the last second; false if that was so already. Asked for right
    /// before the order is sent, after every other wait; null where nothing is to be checked.
    /// </summary>
    public Func<CancellationToken, ValueTask<bool>>? WaitForCheck { get; init; }

    /// <summary>The order without its token, safe for a log.</summary>
    public override string ToString() => $"{OrderNumber} {Amount}";
}

/// <summary>
/// Order numbers. An attempt's id is a version 7 UUID, and its order number is that id's 32 hexadecimal digits: unique for
/// ever (law), whatever database is restored from whatever backup, and in order of time.
/// </summary>
public static class OrderNumber
{
    private const int MaximumLength = 32;

    public static string New(DateTimeOffset now) => Of(Guid.CreateVersion7(now));

    public static string Of(Guid attemptId) => attemptId.ToString("N");

    /// <summary>Whether channels take it as an order number: 1 to 32 characters of <c>[0-9A-Za-z]</c>.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) => text is { Length: > 0 and <= MaximumLength } && text.All(char.IsAsciiLetterOrDigit);
}

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

    /// <summary>The channel refuses it: debits of that method wait for an operator.</summary>
    Refused,

    /// <summary>The channel says that the request itself is wrong (400, 422); the same notice won't help.</summary>
    Rejected,

    /// <summary>No answer that can be trusted, or none at all: the identical notice is sent again.</summary>
    Unknown,
}

/// <param name="Detail">A short technical reason (<c>http 500</c>, <c>time-out</c>); never a token.</param>
public sealed record NoticeAnswer(NoticeOutcome Outcome, string? Detail = null);
