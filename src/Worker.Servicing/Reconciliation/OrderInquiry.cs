using Worker.Servicing.Channels;

namespace Worker.Servicing.Reconciliation;

/// <summary>What came of asking about one order.</summary>
public sealed record OrderInquiry(OrderRecord Before, ChannelAnswer Answer, OrderRecord After, OrderVerdict Verdict);

/// <summary>How channel and book go together.</summary>
public enum OrderVerdict
{
    /// <summary>It was in doubt and is settled now, as the channel says.</summary>
    Settled = 1,

    /// <summary>It was settled before, and the channel says the same.</summary>
    Agrees,

    InDoubt,

    /// <summary>It was settled before, and the channel gave no answer now.</summary>
    NoAnswer,

    /// <summary>It is settled, and the channel says something else: a matter for a person.</summary>
    Contradicts,
}
