namespace Worker.Servicing.Messages;

public enum DeliveryOutcome
{
    Sent = 1,

    /// <summary>Refused for now (4xx): tried again with back-off.</summary>
    Deferred,

    /// <summary>Refused for good (5xx) for a reason other than the address.</summary>
    Refused,

    /// <summary>The address itself is bad (550, 551, 553, or not an address): recorded on the customer.</summary>
    BadAddress,

    /// <summary>The server can't be reached or let us in: nothing was tried for this message, and none after it would fare better.</summary>
    Unreachable,
}

/// <summary>The outcome of handing over one message.</summary>
public sealed record Delivery(DeliveryOutcome Outcome, string? Detail = null)
{
    public static Delivery Sent { get; } = new(DeliveryOutcome.Sent);
}
