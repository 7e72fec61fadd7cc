using Microsoft.Extensions.Logging;
using Worker.Servicing.AutoDebit;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Operators;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Reconciliation;

/// <summary>
/// Asks a channel about one order at once, and settles it as reconcile does: in a run, behind the same fence and in the same
/// transaction. Whatever else is at the order meanwhile, one of them settles it.
/// </summary>
/// <param name="records">Single orders.</param>
public sealed class OrderDesk(
    IOrderRecords records,
    IEnumerable<IJob> jobs,
    DebitRound round,
    IDebitChannels channels,
    IRunStore runs,
    RunSettings settings,
    BusinessZone zone,
    TimeProvider time,
    MachineClock machine,
    ILogger<JobRunner> logger)
{
    /// <summary>A run that others began comes first, and may have been cut before the order became its business.</summary>
    private const int RunsAtMost = 5;

    /// <summary>
    /// Asks about an order. One that is settled already is only compared, and nothing is written then; unless the channel
    /// debited what was given up: that payment is booked.
    /// </summary>
    /// <returns>Null when there is no such order.</returns>
    /// <exception cref="LeverRefusedException">Others kept reconcile busy all the time.</exception>
    public async Task<OrderInquiry?> InquireAsync(string orderNumber, OperatorNote note, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(orderNumber, cancellationToken) is not OrderRecord before)
        {
            return null;
        }

        if (!before.State.IsInDoubt())
        {
            ChannelAnswer said = await AskAsync(before.Attempt, cancellationToken);
            if (said.Outcome != ChannelOutcome.Succeeded || before.State == AttemptState.Succeeded)
            {
                return new OrderInquiry(before, said, before, VerdictOf(before, before, said));
            }
        }

        ChannelAnswer? answer = await SettleAsync(before, note, cancellationToken);
        OrderRecord after = (await records.FindAsync(orderNumber, cancellationToken))!;
        if (answer is null && after.State.IsInDoubt())
        {
            throw new LeverRefusedException($"Order {orderNumber} could not be asked about: other runs of reconcile came first, {RunsAtMost} times. Try again.");
        }

        answer ??= await AskAsync(after.Attempt, cancellationToken);
        var inquiry = new OrderInquiry(before, answer, after, VerdictOf(before, after, answer));
        await records.WriteAuditAsync(
            note,
            orderNumber,
            $"{before.State.Name()} became {after.State.Name()}; {before.Attempt.Channel} says {answer.Outcome.Name()}",
            time.GetUtcNow(),
            CancellationToken.None);
        return inquiry;
    }

    /// <returns>What the channel said; null when the order was not asked about here.</returns>
    private async Task<ChannelAnswer?> SettleAsync(OrderRecord order, OperatorNote note, CancellationToken cancellationToken)
    {
        IJob reconcile = jobs.Single(job => job.Name == JobList.Reconcile);
        OrderRecord? current = order;
        for (int run = 0; run < RunsAtMost && current is not null && OrderInquiryJob.MaySettle(current.State); run++)
        {
            string occasion = $"order {Guid.CreateVersion7(time.GetUtcNow()):N}";
            var inquiry = new OrderInquiryJob(reconcile, order, occasion, records, round);
            var runner = new JobRunner([inquiry], runs, settings, time, machine, logger);
            RunReport report = await runner.RunAsync(
                new RunRequest(JobList.Reconcile, zone.DateAt(time.GetUtcNow()), occasion, RunTrigger.Manual, note.Actor, note.Reason), cancellationToken);
            if (report.Fault is not null)
            {
                throw new LeverRefusedException($"Order {order.Attempt.OrderNumber} could not be settled: {report.StopReason}", report.Fault);
            }

            if (inquiry.Answer is ChannelAnswer answer)
            {
                return answer;
            }

            current = await records.FindAsync(order.Attempt.OrderNumber, cancellationToken);
        }

        return null;
    }

    private async Task<ChannelAnswer> AskAsync(DebitAttempt attempt, CancellationToken cancellationToken) =>
        channels.TryGet(attempt.Channel, out IDebitChannel? channel)
            ? await channel.AskAsync(attempt.OrderNumber, cancellationToken)
            : new ChannelAnswer(ChannelOutcome.Unknown, Detail: "channel not configured");

    private static OrderVerdict VerdictOf(OrderRecord before, OrderRecord after, ChannelAnswer answer)
    {
        if (after.State.IsInDoubt())
        {
            return OrderVerdict.InDoubt;
        }

        return OrderAgreement.Of(after.State, answer.Outcome) switch
        {
            true => before.State != after.State ? OrderVerdict.Settled : OrderVerdict.Agrees,
            false => OrderVerdict.Contradicts,
            null => OrderVerdict.NoAnswer,
        };
    }
}
