using Worker.Servicing.Ledger;

namespace Worker.Servicing.Channels;

/// <summary>A channel's answer to one call, in the worker's words.</summary>
/// <param name="Reference">The channel's own reference, when it gave one; at most 64 characters.</param>
/// <param name="DeclineCode">The channel's code of a decline; at most 64 characters.</param>
/// <param name="Detail">A short technical reason (<c>http 500</c>, <c>time-out</c>, <c>circuit open</c>); never a token.</param>
public sealed record ChannelAnswer(
    ChannelOutcome Outcome,
    string? Reference = null,
    string? DeclineCode = null,
    DateTimeOffset? CompletedAt = null,
    string? Detail = null)
{
    /// <summary>What the channel advises after a decline (<c>do_not_retry</c>, <c>retry_after:3</c>, <c>update_method</c>, or a word of its own); at most 64 characters.</summary>
    public string? AdviceCode { get; init; }

    /// <summary>The amount that the channel tells, in minor units; null when it tells none. Not compared with anything yet.</summary>
    public long? ToldAmount { get; init; }

    /// <summary>The currency that the channel tells, three characters; null when it tells none. Not compared with anything yet.</summary>
    public string? ToldCurrency { get; init; }

    /// <summary>
    /// True when the channel itself failed rather than answered: what the error share of a run and the circuit count.
    /// A call that was held back by rate (429) is not an error.
    /// </summary>
    public bool IsChannelError { get; init; }

    /// <summary>True when the channel tells another amount or currency than was ordered: such an answer settles nothing (law).</summary>
    public bool TellsOtherThan(Money ordered) =>
        (ToldAmount is { } amount && amount != ordered.Minor) || (ToldCurrency is { } currency && currency != ordered.Currency.Code);
}
