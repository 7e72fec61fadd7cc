using Worker.Servicing.Currencies;

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

    /// <summary>The amount that the channel echoes, in minor units; null when it echoes none. Not compared with anything yet.</summary>
    public long? EchoedAmount { get; init; }

    /// <summary>The currency that the channel echoes, three characters; null when it echoes none. Not compared with anything yet.</summary>
    public string? ToldCurrency { get; init; }

    /// <summary>
    /// True when the channel itself failed rather than answered: what the error share of a run and the circuit count.
    /// A call that was held back by rate (429) is not an error.
    /// </summary>
    public bool IsChannelError { get; init; }

    /// <summary>True when the channel echoes another amount or currency than was ordered: such an answer settles nothing (law).</summary>
    public bool TellsOtherThan(Money ordered) =>
        (EchoedAmount is { } amount && amount != ordered.Minor) || (ToldCurrency is { } currency && currency != ordered.Currency.Code);
}

public enum ChannelOutcome
{
    Succeeded = 1,

    /// <summary>The channel refused the debit for a reason that lies with the payment method; nothing was debited.</summary>
    Declined,

    /// <summary>The channel has the order and has not settled it yet: in doubt.</summary>
    Pending,

    /// <summary>No answer that can be trusted (time-out, 5xx, broken connection, garbage): in doubt.</summary>
    Unknown,

    /// <summary>Asked by order number, the channel says the order never arrived.</summary>
    NotFound,

    /// <summary>The channel says that the request itself is wrong (400, 422); nothing was debited and sending it again won't help.</summary>
    Rejected,

    /// <summary>It arrived and was certainly not processed (429, 401): nothing was debited, and the same may be sent later.</summary>
    NotProcessed,

    /// <summary>
    /// This sending never left (name not resolved, connection refused, no TLS, circuit open). It says nothing about an
    /// earlier sending of the same order number. Only an answer to a debit, never to a query.
    /// </summary>
    NotSent,
}

/// <summary>Names of the outcomes as an operator and a program read them.</summary>
public static class ChannelOutcomes
{
    public static string Name(this ChannelOutcome outcome) => outcome switch
    {
        ChannelOutcome.Succeeded => "succeeded",
        ChannelOutcome.Declined => "declined",
        ChannelOutcome.Pending => "pending",
        ChannelOutcome.Unknown => "unknown",
        ChannelOutcome.NotFound => "not-found",
        ChannelOutcome.Rejected => "rejected",
        ChannelOutcome.NotProcessed => "not-processed",
        ChannelOutcome.NotSent => "not-sent",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
