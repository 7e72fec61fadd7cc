using Worker.Servicing.Ledger;

namespace Worker.Servicing.Channels;

/// <summary>What is sent to a channel. A second sending of the same order number is identical in every field (law).</summary>
/// <param name="OrderNumber">Unique for ever, at most 32 characters of <c>[0-9A-Za-z]</c>.</param>
public sealed record DebitOrder(string OrderNumber, Money Amount, string Token, string Description)
{
    /// <summary>The order without its token, safe for a log.</summary>
    public override string ToString() => $"{OrderNumber} {Amount}";
}
