using Worker.Servicing.Ledger;

namespace Worker.Servicing.Channels;

/// <summary>What a channel is told before it is debited. A second sending of the same notice number is identical in every field.</summary>
/// <param name="NoticeNumber">Unique for ever, at most 32 characters of <c>[0-9A-Za-z]</c>.</param>
/// <param name="Token">The payment method's token; never logged, never shown.</param>
/// <param name="Amount">What may be debited in all under this notice.</param>
/// <param name="DebitFrom">First day on which it may be debited.</param>
/// <param name="DebitUntil">Last day on which it may be debited.</param>
public sealed record DebitNotice(string NoticeNumber, string Token, Money Amount, DateOnly DebitFrom, DateOnly DebitUntil)
{
    /// <summary>The notice without its token, safe for a log.</summary>
    public override string ToString() => $"notice {NoticeNumber} {Amount}";
}
