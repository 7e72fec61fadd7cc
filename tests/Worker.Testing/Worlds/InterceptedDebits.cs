using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;

namespace Worker.Testing.Worlds;

/// <summary>The store of debits, with something that happens before or after attempts are opened and looked at.</summary>
public sealed class InterceptedDebits(IAutoDebitStore inner) : IAutoDebitStore
{
    /// <summary>Before attempts are opened: everything is decided by then.</summary>
    public Func<Task> BeforeOpening { get; init; } = () => Task.CompletedTask;

    public Action AfterOpening { get; init; } = () => { };

    /// <summary>Before somebody looks whether what waits to be sent may still be.</summary>
    public Action BeforeLooking { get; init; } = () => { };

    public Task<IReadOnlyList<long>> PartitionAsync(AutoDebitQuery query, int sliceSize, CancellationToken cancellationToken) =>
        inner.PartitionAsync(query, sliceSize, cancellationToken);

    public Task<IReadOnlyList<DebitCandidate>> ReadCandidatesAsync(AutoDebitQuery query, KeyRange range, CancellationToken cancellationToken) =>
        inner.ReadCandidatesAsync(query, range, cancellationToken);

    public Task<ILookup<long, EarlierAttempt>> ReadAttemptsOfInstallmentsAsync(
        IReadOnlyCollection<long> installmentIds, CancellationToken cancellationToken) =>
        inner.ReadAttemptsOfInstallmentsAsync(installmentIds, cancellationToken);

    public Task<ILookup<long, DateTimeOffset>> ReadAttemptsOfMethodsAsync(
        IReadOnlyCollection<long> paymentMethodIds, DateTimeOffset from, CancellationToken cancellationToken) =>
        inner.ReadAttemptsOfMethodsAsync(paymentMethodIds, from, cancellationToken);

    public Task<IReadOnlySet<string>> ReadSwitchesOffAsync(CancellationToken cancellationToken) => inner.ReadSwitchesOffAsync(cancellationToken);

    public async Task<OpenedDebits> OpenAttemptsAsync(
        SliceLease lease,
        DateOnly businessDate,
        IReadOnlyList<DecidedDebit> debits,
        IReadOnlyDictionary<string, long> maximumAmounts,
        DateTimeOffset firstAskAt,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await BeforeOpening();
        OpenedDebits opened = await inner.OpenAttemptsAsync(lease, businessDate, debits, maximumAmounts, firstAskAt, now, cancellationToken);
        AfterOpening();
        return opened;
    }

    public Task<IReadOnlySet<string>> FindUnmovedAsync(
        SliceLease lease, DateOnly businessDate, IReadOnlyList<DecidedDebit> debits, CancellationToken cancellationToken)
    {
        BeforeLooking();
        return inner.FindUnmovedAsync(lease, businessDate, debits, cancellationToken);
    }
}
