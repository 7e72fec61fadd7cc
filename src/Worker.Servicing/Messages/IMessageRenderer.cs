namespace Worker.Servicing.Messages;

/// <summary>Writes a message in the recipient's language.</summary>
public interface IMessageRenderer
{
    /// <summary>Renders subject, text and HTML. Every value is escaped for where it stands.</summary>
    /// <param name="messageKey">The outbox's unique key of the message; the <c>Message-ID</c> is derived from it.</param>
    /// <param name="kind">What it is about.</param>
    /// <param name="facts">What it says.</param>
    /// <param name="recipient">Who reads it.</param>
    /// <param name="isCourtesy">Whether the recipient may unsubscribe from it.</param>
    /// <param name="cancellationToken">Stops the rendering.</param>
    Task<RenderedMessage> RenderAsync(
        string messageKey,
        MessageKind kind,
        MessageFacts facts,
        Recipient recipient,
        bool isCourtesy,
        CancellationToken cancellationToken);
}
