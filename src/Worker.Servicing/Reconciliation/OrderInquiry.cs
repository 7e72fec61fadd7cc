using Worker.Servicing.Channels;

namespace Worker.Servicing.Reconciliation;

/// <summary>What came of asking about one order.</summary>
/// <param name="Before">What the book knew.</param>
/// <param name="Answer">What the channel says now.</param>
/// <param name="After">What the book knows since.</param>
/// <param name="Verdict">How the two go together.</param>
public sealed record OrderInquiry(OrderRecord Before, ChannelAnswer Answer, OrderRecord After, OrderVerdict Verdict);

/// <summary>How channel and book go together.</summary>
public enum OrderVerdict
{
    /// <summary>It was in doubt and is settled now, as the channel says.</summary>
    Settled = 1,

    /// <summary>It was settled before, and the channel says the same.</summary>
    Agrees,

    /// <summary>It is still in doubt.</summary>
    InDoubt,

    /// <summary>It was settled before, and the channel gave no answer now.</summary>
    NoAnswer,

    /// <summary>It is settled, and the channel says something else: a matter for a person.</summary>
    Contradicts,
}
