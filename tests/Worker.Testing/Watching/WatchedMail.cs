using Worker.Servicing.Messages;

namespace Worker.Testing.Watching;

/// <summary>A transport of which every message is a call.</summary>
public sealed class WatchedMail(IMailTransport inner, ICallWatch watch) : IMailTransport
{
    public int MaxInFlight => inner.MaxInFlight;

    public Task<DeliveryResult> SendAsync(RenderedMessage message, CancellationToken cancellationToken) =>
        watch.MakeAsync(new Call<DeliveryResult>(
            $"mail {message.MessageId}",
            () => inner.SendAsync(message, cancellationToken),
            () => new DeliveryResult(DeliveryOutcome.Unreachable, "connection refused")));
}
