using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Channels;

namespace Worker.Testing.Watching;

/// <summary>Channels of which every debit and every question is a call.</summary>
public sealed class WatchedChannels(IDebitChannels inner, ICallWatch watch) : IDebitChannels
{
    public bool TryGet(string name, [NotNullWhen(true)] out IDebitChannel? channel)
    {
        channel = inner.TryGet(name, out IDebitChannel? found) ? new Watched(found, watch) : null;
        return channel is not null;
    }

    private sealed class Watched(IDebitChannel inner, ICallWatch watch) : IDebitChannel
    {
        private static readonly ChannelAnswer NoAnswer = new(ChannelOutcome.Unknown, Detail: "broken connection") { IsChannelError = true };

        public string Name => inner.Name;

        public Task<ChannelAnswer> DebitAsync(DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken) =>
            watch.MakeAsync(new Call<ChannelAnswer>($"debit {order.OrderNumber}", () => inner.DebitAsync(order, withdrawn, cancellationToken), () => NoAnswer));

        public Task<ChannelAnswer> QueryStatusAsync(string orderNumber, CancellationToken cancellationToken) =>
            watch.MakeAsync(new Call<ChannelAnswer>($"ask {orderNumber}", () => inner.QueryStatusAsync(orderNumber, cancellationToken), () => NoAnswer));

        public Task<NoticeAnswer> NotifyAsync(DebitNotice notice, CancellationToken cancellationToken) =>
            watch.MakeAsync(new Call<NoticeAnswer>(
                $"notice {notice.NoticeNumber}",
                () => inner.NotifyAsync(notice, cancellationToken),
                () => new NoticeAnswer(NoticeOutcome.Unknown, "broken connection")));
    }
}
