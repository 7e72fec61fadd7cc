using Worker.Servicing.Messages;

namespace Worker.Testing.Watching;

/// <summary>A transport of which every message is a call.</summary>
public sealed class WatchedMail(IMailTransport inner, ICallWatch watch) : IMailTransport
{
    public int MaxInFlight => inner.MaxInFlight;

    public Task<Delivery> SendAsync(RenderedMessage message, CancellationToken cancellationToken) =>
        watch.MakeAsync(new Call<Delivery>(
            $"mail {message.MessageId}",
            () => inner.SendAsync(message, cancellationToken),
            () => new Delivery(DeliveryOutcome.Unreachable, "connection refused")));
}
