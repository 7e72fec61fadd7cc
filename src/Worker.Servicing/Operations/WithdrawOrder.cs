using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;

namespace Worker.Servicing.Operations;

/// <summary>
/// Gives a lost order up, so that its installment can be debited again. Its channel is asked once more before: an order that may
/// have arrived stays in doubt.
/// </summary>
public sealed class WithdrawOrder(
    IOrderRecords records, IDebitChannels channels, ChannelDirectory directory, TimeProvider time, MachineClock machine)
{
    /// <exception cref="OperationRefusedException">There is no such order, or it is not lost for good.</exception>
    public async Task<OrderRecord> PreviewAsync(string orderNumber, CancellationToken cancellationToken)
    {
        OrderRecord order = await records.FindAsync(orderNumber, cancellationToken)
            ?? throw new OperationRefusedException($"There is no order '{orderNumber}'.") { Refusal = RefusalReason.Unknown };
        return order.State is AttemptState.Lost or AttemptState.Withdrawn
            ? order
            : throw new OperationRefusedException($"Order {orderNumber} is {order.State.Name()}: only one that is lost can be withdrawn.")
            {
                Refusal = RefusalReason.NotLost,
            };
    }

    /// <summary>Withdraws a lost order; once, however often it is asked for.</summary>
    /// <exception cref="OperationRefusedException">
    /// There is no such order, it is not lost, its channel does not say that it never arrived, or a run is asking about it or
    /// sending it again.
    /// </exception>
    public async Task<OperationOutcome> WithdrawAsync(string orderNumber, OperatorNote note, CancellationToken cancellationToken)
    {
        OrderRecord order = await PreviewAsync(orderNumber, cancellationToken);
        if (order.State == AttemptState.Lost)
        {
            await CheckThatItNeverArrivedAsync(order, cancellationToken);
            if (await records.WithdrawAsync(order, note, time.GetUtcNow(), machine.Now, CancellationToken.None))
            {
                return new OperationOutcome(true, $"Order {orderNumber} over {order.Attempt.Amount} is withdrawn; {order.Attempt.Description} can be debited again.");
            }

            order = await PreviewAsync(orderNumber, CancellationToken.None);
        }

        return order.State == AttemptState.Withdrawn
            ? new OperationOutcome(false, $"Order {orderNumber} is withdrawn already.")
            : throw new OperationRefusedException($"A run may be asking about order {orderNumber}, or sending it again. Nothing was withdrawn: try again.")
            {
                Refusal = RefusalReason.UnderWay,
            };
    }

    private async Task CheckThatItNeverArrivedAsync(OrderRecord order, CancellationToken cancellationToken)
    {
        DebitAttempt attempt = order.Attempt;
        if (!channels.TryGet(attempt.Channel, out IDebitChannel? channel) || !directory.TryGet(attempt.Channel, out ChannelSettings? settings))
        {
            throw MayHaveArrived($"There is no channel '{attempt.Channel}' that could be asked about order {attempt.OrderNumber}.");
        }

        if (order.Doubt is DoubtHistory doubt && doubt.LastSentAt + settings.Finality > time.GetUtcNow())
        {
            throw MayHaveArrived($"Order {attempt.OrderNumber} was sent again so lately that it may still arrive.");
        }

        ChannelAnswer answer = await channel.QueryStatusAsync(attempt.OrderNumber, cancellationToken);
        if (answer.Outcome != ChannelOutcome.NotFound)
        {
            throw MayHaveArrived($"{attempt.Channel} says {answer.Outcome.Name()} of order {attempt.OrderNumber}; 'reconcile --order' settles it.");
        }
    }

    private static OperationRefusedException MayHaveArrived(string message) => new(message) { Refusal = RefusalReason.MayHaveArrived };
}
