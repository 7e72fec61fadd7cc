using Worker.Servicing.Runs;

namespace Worker.Servicing.AutoDebit;

/// <summary>What auto-debit reads and writes. Its keys are customers.</summary>
public interface IAutoDebitStore
{
    /// <summary>The last customer of each slice of candidates.</summary>
    Task<IReadOnlyList<long>> CutAsync(AutoDebitQuery query, int sliceSize, CancellationToken cancellationToken);

    /// <summary>
    /// Candidates of a range of customers, in their order: due, not paid, autopay on, no attempt in doubt. With what was
    /// announced for them.
    /// </summary>
    Task<IReadOnlyList<DebitCandidate>> ReadCandidatesAsync(AutoDebitQuery query, KeyRange range, CancellationToken cancellationToken);

    /// <summary>The attempts that count for the schedules of these installments; withdrawn ones don't.</summary>
    Task<ILookup<long, PastAttempt>> ReadAttemptsOfInstallmentsAsync(
        IReadOnlyCollection<long> installmentIds, CancellationToken cancellationToken);

    /// <summary>The attempts that count for the budgets of these methods, from an instant on; withdrawn ones don't.</summary>
    Task<ILookup<long, DateTimeOffset>> ReadAttemptsOfMethodsAsync(
        IReadOnlyCollection<long> paymentMethodIds, DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>
    /// Writes attempts and takes their installments' only place for an open debit, in one transaction, before anything is
    /// sent. An installment that has an open debit already is left out.
    /// </summary>
    /// <returns>The order numbers that may be sent.</returns>
    /// <exception cref="LeaseLostException">Another worker has the slice.</exception>
    Task<IReadOnlySet<string>> OpenAttemptsAsync(
        SliceLease lease, IReadOnlyList<DebitAttempt> attempts, DateTimeOffset firstAskAt, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What a run has debited so far, attempts under way or in doubt included, minor units by currency.</summary>
    Task<IReadOnlyDictionary<string, long>> ReadDebitedAsync(long runId, CancellationToken cancellationToken);

    /// <summary>The names of the switches that are off: <c>debits</c>, <c>channel:card</c>.</summary>
    Task<IReadOnlySet<string>> ReadSwitchesOffAsync(CancellationToken cancellationToken);
}
