using Worker.Servicing.Jobs;

namespace Worker.Servicing.Debits.Reconciliation;

/// <summary>Keys are installments.</summary>
public interface IReconciliationStore
{
    /// <summary>The last installment of each slice of attempts whose next query is due.</summary>
    Task<IReadOnlyList<long>> PartitionAsync(DateTimeOffset now, int sliceSize, CancellationToken cancellationToken);

    /// <summary>Attempts in doubt whose next query is due, in a range of installments.</summary>
    Task<IReadOnlyList<OpenDebit>> ReadDueAsync(DateTimeOffset now, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Attempts in doubt that a run made for a range of customers.</summary>
    Task<IReadOnlyList<OpenDebit>> ReadOfRunAsync(long runId, KeyRange customers, CancellationToken cancellationToken);

    /// <summary>Attempts in doubt by when they were first sent.</summary>
    Task<DoubtAges> ReadAgesAsync(DateTimeOffset warnBefore, DateTimeOffset alarmBefore, CancellationToken cancellationToken);

    /// <summary>
    /// Records, before they are sent again, that the channel never received these orders. From then on they can't be withdrawn.
    /// </summary>
    /// <returns>
    /// The order numbers that may be sent again: those still in doubt whose facts still hold, and that no other worker may still be
    /// about to send for the first time.
    /// </returns>
    /// <exception cref="LeaseLostException">Another worker has the slice.</exception>
    Task<IReadOnlySet<string>> ReopenAsync(
        SliceLease lease,
        DateOnly businessDate,
        IReadOnlyList<DecidedDebit> debits,
        DateTimeOffset now,
        DateTimeOffset machineNow,
        CancellationToken cancellationToken);
}

/// <summary>An attempt to be queried, with what decides whether it may be sent again.</summary>
/// <param name="State">In doubt; or settled, where an operator queries whether it succeeded after all.</param>
/// <param name="DesignatedMethodId">The method that its plan designates now; null for none.</param>
/// <param name="AllowsFallback">Whether other methods may be debited instead.</param>
/// <param name="Autopay">Whether its plan is debited at all now.</param>
public sealed record OpenDebit(
    DebitAttempt Attempt, AttemptState State, DateTimeOffset LastSentAt, long? DesignatedMethodId, bool AllowsFallback, bool Autopay)
{
    /// <summary>Its installment, for the rules that choose a method.</summary>
    public DebitCandidate Candidate => new()
    {
        InstallmentId = Attempt.InstallmentId,
        PlanId = Attempt.PlanId,
        CustomerId = Attempt.CustomerId,
        DueOn = Attempt.BusinessDate,
        PaymentMethodId = DesignatedMethodId,
        AllowsFallback = AllowsFallback,
    };
}
