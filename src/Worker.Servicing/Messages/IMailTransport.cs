namespace Worker.Servicing.Messages;

/// <remarks>
/// Safe to call from several tasks at once, up to <see cref="MaxInFlight"/>; connections are kept open for many
/// messages. No server's answer throws: that is a <see cref="Delivery"/>. Only cancellation throws.
/// </remarks>
public interface IMailTransport
{
    /// <summary>How many calls may be under way at once, 1 or more.</summary>
    int MaxInFlight { get; }

    Task<Delivery> SendAsync(RenderedMessage message, CancellationToken cancellationToken);
}
