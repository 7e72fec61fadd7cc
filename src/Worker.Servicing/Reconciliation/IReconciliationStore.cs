using Worker.Servicing.AutoDebit;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Reconciliation;

/// <summary>What reconciliation reads and writes beside settlements. Its keys are installments.</summary>
public interface IReconciliationStore
{
    /// <summary>The last installment of each slice of attempts whose next question is due.</summary>
    Task<IReadOnlyList<long>> CutAsync(DateTimeOffset now, int sliceSize, CancellationToken cancellationToken);

    /// <summary>Attempts in doubt whose next question is due, in a range of installments.</summary>
    Task<IReadOnlyList<OpenDebit>> ReadDueAsync(DateTimeOffset now, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Attempts in doubt that a run made for a range of customers.</summary>
    Task<IReadOnlyList<OpenDebit>> ReadOfRunAsync(long runId, KeyRange customers, CancellationToken cancellationToken);

    /// <summary>Attempts in doubt by when they were first sent.</summary>
    Task<DoubtAges> ReadAgesAsync(DateTimeOffset warnBefore, DateTimeOffset alarmBefore, CancellationToken cancellationToken);

    /// <summary>
    /// Notes, before they are sent again, that the channel never got these orders. From here on they can't be withdrawn.
    /// </summary>
    /// <returns>
    /// The order numbers that may be sent again: those still in doubt of which everything they were decided on is still so.
    /// </returns>
    /// <exception cref="LeaseLostException">Another worker has the slice.</exception>
    Task<IReadOnlySet<string>> ReopenAsync(
        SliceLease lease, DateOnly businessDate, IReadOnlyList<DecidedDebit> debits, DateTimeOffset now, CancellationToken cancellationToken);
}
