using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Servicing.Debits;

/// <summary>
/// Sends orders to their channels, side by side, as many at once as each channel allows. The orders on one payment method go
/// one after the other, in the order given: a balance pays the oldest. A decline that suspends the method withdraws the rest of
/// them.
/// </summary>
/// <param name="machine">The machine's clock, for the grace after a cancellation.</param>
public sealed class OrderSender(IDebitChannels channels, ChannelDirectory directory, MachineClock machine)
{
    /// <summary>How long calls under way may go on after a cancellation: every answer that arrives is one attempt less in doubt.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Sends every order. Once cancelled or tripped, what was not sent yet is answered as not sent. Never throws for a
    /// cancellation: what was sent has to be written down.
    /// </summary>
    public async Task SendAsync(
        IReadOnlyList<DecidedDebit> debits, OrdersUnderWay underWay, RunLimits limits, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Timeout.InfiniteTimeSpan, machine.Time);
        await using CancellationTokenRegistration grace = cancellationToken.Register(() => deadline.CancelAfter(Grace));
        await Task.WhenAll(debits
            .Select(debit => debit.Attempt)
            .GroupBy(attempt => attempt.Channel, StringComparer.Ordinal)
            .Select(group => SendToAsync(group.Key, group, underWay, limits, deadline.Token)));
    }

    private async Task SendToAsync(
        string name, IEnumerable<DebitAttempt> attempts, OrdersUnderWay underWay, RunLimits limits, CancellationToken deadline)
    {
        if (!channels.TryGet(name, out IDebitChannel? channel) || !directory.TryGet(name, out ChannelSettings? settings))
        {
            foreach (DebitAttempt attempt in attempts)
            {
                underWay.Leave(attempt, "channel not configured");
            }

            return;
        }

        await Parallel.ForEachAsync(
            attempts.GroupBy(attempt => attempt.PaymentMethodId),
            new ParallelOptions { MaxDegreeOfParallelism = settings.MaxInFlight, CancellationToken = CancellationToken.None },
            async (ofMethod, _) =>
            {
                DebitAttempt[] inOrder = [.. ofMethod];
                for (int index = 0; index < inOrder.Length; index++)
                {
                    if (await underWay.SendAsync(inOrder[index], channel, deadline) is not ChannelAnswer answer)
                    {
                        continue;
                    }

                    if (limits.Record(name, answer.IsChannelError))
                    {
                        underWay.WithdrawAll();
                    }

                    if (directory.StopsMethod(name, inOrder[index].Amount, answer))
                    {
                        underWay.Withdraw(inOrder[(index + 1)..].Select(attempt => attempt.OrderNumber));
                    }
                }
            });
    }
}
