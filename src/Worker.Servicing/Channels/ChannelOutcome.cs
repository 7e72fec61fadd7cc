namespace Worker.Servicing.Channels;

/// <summary>What is known after a call to a channel.</summary>
public enum ChannelOutcome
{
    /// <summary>The money was debited.</summary>
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

    /// <summary>Certainly not processed (429, 401, circuit open, nothing sent): nothing was debited, and the same may be sent later.</summary>
    NotProcessed,
}
