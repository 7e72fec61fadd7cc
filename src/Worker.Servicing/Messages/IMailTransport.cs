namespace Worker.Servicing.Messages;

/// <remarks>
/// Safe to call from several tasks at once, up to <see cref="MaxInFlight"/>; connections are kept open for many
/// messages. No server's answer throws: that is a <see cref="DeliveryResult"/>. Only cancellation throws.
/// </remarks>
public interface IMailTransport
{
    /// <summary>How many calls may be under way at once, 1 or more.</summary>
    int MaxInFlight { get; }

    Task<DeliveryResult> SendAsync(RenderedMessage message, CancellationToken cancellationToken);
}

public enum DeliveryOutcome
{
    Sent = 1,

    /// <summary>Refused for now (4xx): tried again with back-off.</summary>
    Deferred,

    /// <summary>Refused for good (5xx) for a reason other than the address.</summary>
    Refused,

    /// <summary>The address itself is bad (550, 551, 553, or not an address): recorded on the customer.</summary>
    BadAddress,

    /// <summary>The server can't be reached or refuses the sign-in: nothing was tried for this message, and the next would fail too.</summary>
    Unreachable,
}

public sealed record DeliveryResult(DeliveryOutcome Outcome, string? Detail = null)
{
    public static DeliveryResult Sent { get; } = new(DeliveryOutcome.Sent);
}

/// <param name="MessageId">The value of <c>Message-ID</c> without angle brackets, derived from the outbox key: a copy can be recognised.</param>
public sealed record RenderedMessage(string MessageId, Recipient Recipient, string Subject, string Text, string Html, bool IsCourtesy);

public interface IMessageRenderer
{
    /// <summary>Renders subject, text and HTML. Every value is escaped for its place.</summary>
    Task<RenderedMessage> RenderAsync(
        string messageKey,
        MessageKind kind,
        MessageFacts facts,
        Recipient recipient,
        bool isCourtesy,
        CancellationToken cancellationToken);
}
