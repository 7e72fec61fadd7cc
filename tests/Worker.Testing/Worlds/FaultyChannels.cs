using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Channels;

namespace Worker.Testing.Worlds;

/// <summary>The real channels, with something that happens before or after a debit is sent.</summary>
public sealed class FaultyChannels(IDebitChannels inner) : IDebitChannels
{
    /// <summary>Before the order goes out; an answer given here takes the place of sending it.</summary>
    public Func<DebitOrder, Task<ChannelAnswer?>> Before { get; set; } = _ => Task.FromResult<ChannelAnswer?>(null);

    /// <summary>After the answer came in.</summary>
    public Func<DebitOrder, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <summary>Before the gateway is asked.</summary>
    public Action<string> BeforeAsking { get; set; } = _ => { };

    /// <summary>What is answered to a question in place of what the gateway says; null where it is asked.</summary>
    public Func<string, ChannelAnswer?> InsteadOfAsking { get; set; } = _ => null;

    public bool TryGet(string name, [NotNullWhen(true)] out IDebitChannel? channel)
    {
        channel = inner.TryGet(name, out IDebitChannel? found) ? new Faulty(this, found) : null;
        return channel is not null;
    }

    private sealed class Faulty(FaultyChannels faults, IDebitChannel channel) : IDebitChannel
    {
        public string Name => channel.Name;

        public async Task<ChannelAnswer> DebitAsync(DebitOrder order, CancellationToken withdrawn, CancellationToken cancellationToken)
        {
            if (await faults.Before(order) is ChannelAnswer instead)
            {
                return instead;
            }

            ChannelAnswer answer = await channel.DebitAsync(order, withdrawn, cancellationToken);
            await faults.After(order);
            return answer;
        }

        public Task<ChannelAnswer> QueryStatusAsync(string orderNumber, CancellationToken cancellationToken)
        {
            faults.BeforeAsking(orderNumber);
            return faults.InsteadOfAsking(orderNumber) is ChannelAnswer instead ? Task.FromResult(instead) : channel.QueryStatusAsync(orderNumber, cancellationToken);
        }

        public Task<NoticeAnswer> NotifyAsync(DebitNotice notice, CancellationToken cancellationToken) =>
            channel.NotifyAsync(notice, cancellationToken);
    }
}
