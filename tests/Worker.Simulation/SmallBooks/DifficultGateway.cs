using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Channels;

namespace Worker.Simulation.SmallBooks;

/// <summary>The road to the sandbox on which answers and orders get lost, at once rather than after a time-out; the same for every process of a world.</summary>
public sealed class DifficultGateway
{
    /// <summary>A token that the sandbox accepts; the answer to the debit is lost.</summary>
    public const string AnswerNeverComes = "ok+slow:1";

    /// <summary>A token that the sandbox accepts; the first sending of an order number is lost on the way.</summary>
    public const string NeverArrives = "ok+slow:2";

    /// <summary>A token that the sandbox accepts; somebody sent the order number with another body, which was declined.</summary>
    public const string KnownOtherwise = "ok+slow:3";

    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);

    /// <summary>These channels, by that road.</summary>
    public IDebitChannels To(IDebitChannels channels) => new Channels(this, channels);

    private async Task<ChannelAnswer> DebitAsync(IDebitChannel channel, DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken)
    {
        var timeOut = new ChannelAnswer(ChannelOutcome.Unknown, Detail: "time-out") { IsChannelError = true };
        if (withdrawn.IsCancellationRequested)
        {
            return new ChannelAnswer(ChannelOutcome.NotSent, Detail: "withdrawn");
        }

        // From here on it is out: nobody calls it back.
        bool isFirst = seen.TryAdd(order.OrderNumber, true);
        switch (order.Token)
        {
            case AnswerNeverComes:
                await channel.DebitAsync(order, CancellationToken.None, cancellationToken);
                return timeOut;
            case NeverArrives when isFirst:
                return timeOut;
            case KnownOtherwise when isFirst:
                await channel.DebitAsync(order with { Token = "nsf" }, CancellationToken.None, cancellationToken);
                return await channel.DebitAsync(order, CancellationToken.None, cancellationToken);
            default:
                return await channel.DebitAsync(order, CancellationToken.None, cancellationToken);
        }
    }

    private sealed class Channels(DifficultGateway gateway, IDebitChannels inner) : IDebitChannels
    {
        public bool TryGet(string name, [NotNullWhen(true)] out IDebitChannel? channel)
        {
            channel = inner.TryGet(name, out IDebitChannel? found) ? new Channel(gateway, found) : null;
            return channel is not null;
        }
    }

    private sealed class Channel(DifficultGateway gateway, IDebitChannel inner) : IDebitChannel
    {
        public string Name => inner.Name;

        public Task<ChannelAnswer> DebitAsync(DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken) =>
            gateway.DebitAsync(inner, order, withdrawn, cancellationToken);

        public Task<ChannelAnswer> QueryStatusAsync(string orderNumber, CancellationToken cancellationToken) =>
            inner.QueryStatusAsync(orderNumber, cancellationToken);

        public Task<NoticeAnswer> NotifyAsync(DebitNotice notice, CancellationToken cancellationToken) =>
            inner.NotifyAsync(notice, cancellationToken);
    }
}
