using Worker.Servicing.AutoDebit;
using Worker.Servicing.Channels;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Reconciliation;

/// <summary>
/// Reconcile, with a run of its own for one order that need not be due. In runs that others began it does what they do.
/// </summary>
/// <param name="order">The order: in doubt, or one that was given up and of which the channel tells a success.</param>
/// <param name="records">Where the order is read once more, when it is its turn.</param>
internal sealed class OrderInquiryJob(IJob reconcile, OrderRecord order, string occasion, IOrderRecords records, DebitRound round) : IJob
{
    private readonly KeyRange installment = new(order.Attempt.InstallmentId - 1, order.Attempt.InstallmentId);

    public string Name => reconcile.Name;

    /// <summary>Whether an answer can still settle an order: one in doubt, or one that was given up and may have succeeded after all.</summary>
    public static bool MaySettle(AttemptState state) => state != AttemptState.Succeeded;

    /// <summary>What the channel said; null while it was not asked.</summary>
    public ChannelAnswer? Answer { get; private set; }

    public async Task<IReadOnlyList<KeyRange>> CutAsync(Run run, RunTally tally, CancellationToken cancellationToken) =>
        run.Occasion == occasion ? [installment] : await reconcile.CutAsync(run, tally, cancellationToken);

    public async Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken)
    {
        // Whoever joins a run may cut it before its owner does.
        if (run.Occasion != occasion || lease.Left != installment)
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

    public Task PreviewAsync(Run run, RunTally tally, CancellationToken cancellationToken) => reconcile.PreviewAsync(run, tally, cancellationToken);
}
