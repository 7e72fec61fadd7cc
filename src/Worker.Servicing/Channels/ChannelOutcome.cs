namespace Worker.Servicing.Channels;

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
    /// earlier sending of the same order number. Only an answer to a debit, never to a question.
    /// </summary>
    NotSent,
}

/// <summary>Names of the outcomes as an operator and a program read them.</summary>
public static class ChannelOutcomes
{
    /// <summary>The outcome's name: <c>succeeded</c>, <c>declined</c>, <c>pending</c>, <c>unknown</c>, <c>not-found</c>, <c>rejected</c>, <c>not-processed</c>, <c>not-sent</c>.</summary>
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
