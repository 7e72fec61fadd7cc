using Microsoft.Extensions.Logging;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Jobs;

namespace Worker.Servicing.Operations;

/// <summary>
/// Queries one order at its channel at once, and settles it as reconcile does: in a run, behind the same fence and in the same
/// transaction. Whoever else works on the order meanwhile, only one of them settles it.
/// </summary>
public sealed class QueryOrder(
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
    /// <summary>A run that others began comes first, and its slices may have been cut before the order was opened.</summary>
    private const int RunsAtMost = 5;

    /// <summary>
    /// Queries an order. One that is settled already is only compared, and nothing is written; unless the channel debited an
    /// order that was given up: that payment is booked.
    /// </summary>
    /// <returns>Null when there is no such order.</returns>
    /// <exception cref="OperationRefusedException">Others kept reconcile busy all the time.</exception>
    public async Task<OrderInquiry?> QueryAsync(string orderNumber, OperatorNote note, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(orderNumber, cancellationToken) is not OrderRecord before)
        {
            return null;
        }

        if (!before.State.IsInDoubt())
        {
            ChannelAnswer said = await QueryStatusAsync(before.Attempt, cancellationToken);
            if (said.Outcome != ChannelOutcome.Succeeded || before.State == AttemptState.Succeeded)
            {
                return new OrderInquiry(before, said, before, VerdictOf(before, before, said));
            }
        }

        ChannelAnswer? answer = await SettleAsync(before, note, cancellationToken);
        OrderRecord after = (await records.FindAsync(orderNumber, cancellationToken))!;
        if (answer is null && after.State.IsInDoubt())
        {
            throw new OperationRefusedException($"Order {orderNumber} could not be asked about: other runs of reconcile came first, {RunsAtMost} times. Try again.");
        }

        answer ??= await QueryStatusAsync(after.Attempt, cancellationToken);
        var inquiry = new OrderInquiry(before, answer, after, VerdictOf(before, after, answer));
        await records.WriteAuditAsync(
            note,
            orderNumber,
            $"{before.State.Name()} became {after.State.Name()}; {before.Attempt.Channel} says {answer.Outcome.Name()}",
            time.GetUtcNow(),
            CancellationToken.None);
        return inquiry;
    }

    /// <returns>What the channel said; null when the order was not queried here.</returns>
    private async Task<ChannelAnswer?> SettleAsync(OrderRecord order, OperatorNote note, CancellationToken cancellationToken)
    {
        IJob reconcile = jobs.Single(job => job.Name == JobList.Reconcile);
        OrderRecord? current = order;
        for (int run = 0; run < RunsAtMost && current is not null && OrderInquiryJob.MaySettle(current.State); run++)
        {
            string occurrence = $"order {Guid.CreateVersion7(time.GetUtcNow()):N}";
            var inquiry = new OrderInquiryJob(reconcile, order, occurrence, records, round);
            var runner = new JobRunner([inquiry], runs, settings, time, machine, logger);
            RunReport report = await runner.RunAsync(
                new RunRequest(JobList.Reconcile, zone.DateAt(time.GetUtcNow()), occurrence, RunTrigger.Manual, note.Actor, note.Reason), cancellationToken);
            if (report.Fault is not null)
            {
                throw new OperationRefusedException($"Order {order.Attempt.OrderNumber} could not be settled: {report.StopReason}", report.Fault);
            }

            if (inquiry.Answer is ChannelAnswer answer)
            {
                return answer;
            }

            current = await records.FindAsync(order.Attempt.OrderNumber, cancellationToken);
        }

        return null;
    }

    private async Task<ChannelAnswer> QueryStatusAsync(DebitAttempt attempt, CancellationToken cancellationToken) =>
        channels.TryGet(attempt.Channel, out IDebitChannel? channel)
            ? await channel.QueryStatusAsync(attempt.OrderNumber, cancellationToken)
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

/// <summary>Single orders in the book.</summary>
public interface IOrderRecords
{
    /// <summary>What is known of an order; null when there is none of that number.</summary>
    Task<OrderRecord?> FindAsync(string orderNumber, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a lost order up and frees its installment, with the audit log, in one transaction: only as long as it is as it was
    /// read and no run may be querying it or sending it again.
    /// </summary>
    /// <returns>Whether it was withdrawn; nothing was written where not.</returns>
    Task<bool> WithdrawAsync(OrderRecord order, OperatorNote note, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken);

    /// <summary>Writes to the audit log that somebody had an order settled.</summary>
    Task WriteAuditAsync(OperatorNote note, string orderNumber, string detail, DateTimeOffset now, CancellationToken cancellationToken);
}

public sealed record OrderInquiry(OrderRecord Before, ChannelAnswer Answer, OrderRecord After, OrderVerdict Verdict);

public enum OrderVerdict
{
    /// <summary>It was in doubt and is settled now, as the channel says.</summary>
    Settled = 1,

    /// <summary>It was settled before, and the channel says the same.</summary>
    Agrees,

    InDoubt,

    /// <summary>It was settled before, and the channel gave no answer now.</summary>
    NoAnswer,

    /// <summary>It is settled, and the channel says something else: a matter for a person.</summary>
    Contradicts,
}

/// <param name="Reference">The channel's own reference; null while it gave none.</param>
/// <param name="SettledAt">When it was settled; null while it is in doubt.</param>
/// <param name="Doubt">Null once it is settled.</param>
/// <param name="DesignatedMethodId">The method that its plan designates now; null for none.</param>
/// <param name="AllowsFallback">Whether other methods may be debited instead.</param>
/// <param name="Autopay">Whether its plan is debited automatically now.</param>
public sealed record OrderRecord(
    DebitAttempt Attempt,
    AttemptState State,
    long RunId,
    string? Reference,
    string? DeclineCode,
    string? Detail,
    DateTimeOffset? SettledAt,
    DoubtHistory? Doubt,
    long? DesignatedMethodId,
    bool AllowsFallback,
    bool Autopay);

public sealed record DoubtHistory(int Asks, DateTimeOffset LastSentAt, int Resends, DateTimeOffset NextAskAt);

/// <summary>Whether what a channel says of an order agrees with how it was settled.</summary>
public static class OrderAgreement
{
    /// <summary>True when it agrees, false when it contradicts, null when the channel gave no answer.</summary>
    /// <param name="settled">A state that is not in doubt.</param>
    public static bool? Of(AttemptState settled, ChannelOutcome outcome) => (settled, outcome) switch
    {
        (AttemptState.Succeeded, ChannelOutcome.Succeeded) => true,
        (AttemptState.Declined, ChannelOutcome.Declined) => true,

        // Never processed: that the channel does not know it, or knows it as refused, is the same.
        (AttemptState.Rejected or AttemptState.Withdrawn, ChannelOutcome.NotFound or ChannelOutcome.Declined or ChannelOutcome.Rejected) => true,
        (_, ChannelOutcome.Unknown or ChannelOutcome.NotProcessed or ChannelOutcome.NotSent) => null,
        _ => false,
    };
}

/// <summary>
/// Reconcile, with a run of its own for one order that need not be due. In runs that others began it does what they do.
/// </summary>
/// <param name="order">The order: in doubt, or one that was given up and that the channel debited after all.</param>
/// <param name="records">Where the order is read once more, when it is its turn.</param>
internal sealed class OrderInquiryJob(IJob reconcile, OrderRecord order, string occurrence, IOrderRecords records, DebitRound round) : IJob
{
    private readonly KeyRange installment = new(order.Attempt.InstallmentId - 1, order.Attempt.InstallmentId);

    public string Name => reconcile.Name;

    /// <summary>Whether an answer can still settle an order: one in doubt, or one that was given up and may have succeeded after all.</summary>
    public static bool MaySettle(AttemptState state) => state != AttemptState.Succeeded;

    /// <summary>What the channel said; null while it was not asked.</summary>
    public ChannelAnswer? Answer { get; private set; }

    public async Task<IReadOnlyList<KeyRange>> PartitionAsync(Run run, RunCounters tally, CancellationToken cancellationToken) =>
        run.Occurrence == occurrence ? [installment] : await reconcile.PartitionAsync(run, tally, cancellationToken);

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        // Whoever joins a run may cut it before its owner does.
        if (run.Occurrence != occurrence || lease.Left != installment)
        {
            await reconcile.WorkAsync(run, lease, cancellationToken);
            return;
        }

        string orderNumber = order.Attempt.OrderNumber;
        if (await records.FindAsync(orderNumber, cancellationToken) is OrderRecord current && MaySettle(current.State))
        {
            var open = new OpenDebit(
                current.Attempt, current.State, current.Doubt?.LastSentAt ?? current.Attempt.SentAt, current.DesignatedMethodId, current.AllowsFallback, current.Autopay);
            IReadOnlyDictionary<string, ChannelAnswer> answers = await round.ReconcileAsync([open], lease, installment.To, cancellationToken);
            Answer = answers[orderNumber];
        }
    }

    public Task PreviewAsync(Run run, RunCounters tally, CancellationToken cancellationToken) => reconcile.PreviewAsync(run, tally, cancellationToken);
}
