using System.Collections.Concurrent;
using Worker.Servicing.Channels;

namespace Worker.Servicing.AutoDebit;

/// <summary>Sends the orders of a batch to their channels, side by side, as many at once as each channel allows.</summary>
/// <param name="machine">The machine's clock, for the grace after a cancellation.</param>
public sealed class DebitSender(IDebitChannels channels, ChannelDirectory directory, MachineClock machine)
{
    /// <summary>How long calls under way may go on after a cancellation: an answer that is heard is a doubt less.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Sends every attempt and tells the answers, by order number. Once cancelled or tripped, what was not sent yet is
    /// answered as not processed. Never throws for a cancellation: what was sent has to be written down.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, ChannelAnswer>> SendAsync(
        IReadOnlyCollection<DebitAttempt> attempts, RunTripwires tripwires, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<string, ChannelAnswer>(StringComparer.Ordinal);
        using var deadline = new CancellationTokenSource(Timeout.InfiniteTimeSpan, machine.Time);
        await using CancellationTokenRegistration grace = cancellationToken.Register(() => deadline.CancelAfter(Grace));
        await Task.WhenAll(attempts
            .GroupBy(attempt => attempt.Channel, StringComparer.Ordinal)
            .Select(group => SendToAsync(group.Key, group, tripwires, answers, cancellationToken, deadline.Token)));
        return answers;
    }

    private async Task SendToAsync(
        string name,
        IEnumerable<DebitAttempt> attempts,
        RunTripwires tripwires,
        ConcurrentDictionary<string, ChannelAnswer> answers,
        CancellationToken stop,
        CancellationToken deadline)
    {
        if (!channels.TryGet(name, out IDebitChannel? channel) || !directory.TryGet(name, out ChannelSettings? settings))
        {
            foreach (DebitAttempt attempt in attempts)
            {
                answers[attempt.OrderNumber] = new ChannelAnswer(ChannelOutcome.NotSent, Detail: "channel not configured");
            }

            return;
        }

        ChannelErrorWindow window = tripwires.WindowOf(name);
        await Parallel.ForEachAsync(
            attempts,
            new ParallelOptions { MaxDegreeOfParallelism = settings.MaxInFlight, CancellationToken = CancellationToken.None },
            async (attempt, _) =>
            {
                if (stop.IsCancellationRequested || tripwires.IsTripped)
                {
                    answers[attempt.OrderNumber] = new ChannelAnswer(ChannelOutcome.NotSent, Detail: "not sent");
                    return;
                }

                ChannelAnswer answer = await DebitAsync(channel, attempt, deadline);
                window.Record(answer.IsChannelError);
                answers[attempt.OrderNumber] = answer;
            });
    }

    private static async Task<ChannelAnswer> DebitAsync(IDebitChannel channel, DebitAttempt attempt, CancellationToken deadline)
    {
        try
        {
            return await channel.DebitAsync(attempt.ToOrder(), deadline);
        }
        catch (OperationCanceledException)
        {
            return new ChannelAnswer(ChannelOutcome.Unknown, Detail: "cancelled");
        }
    }
}
