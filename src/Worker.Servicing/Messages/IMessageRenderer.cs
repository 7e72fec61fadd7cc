namespace Worker.Servicing.Messages;

public interface IMessageRenderer
{
    /// <summary>Renders subject, text and HTML. Every value is escaped for where it stands.</summary>
    Task<RenderedMessage> RenderAsync(
        string messageKey,
        MessageKind kind,
        MessageFacts facts,
        Recipient recipient,
        bool isCourtesy,
        CancellationToken cancellationToken);
}
