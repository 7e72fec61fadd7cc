using Worker.Servicing.Jobs;

namespace Worker.Servicing.Debits;

/// <summary>Keys are customers.</summary>
public interface IAutoDebitStore
{
    /// <summary>The last customer of each slice of candidates.</summary>
    Task<IReadOnlyList<long>> PartitionAsync(AutoDebitQuery query, int sliceSize, CancellationToken cancellationToken);

    /// <summary>
    /// Candidates of a range of customers, in their order: due, not paid, autopay on, no attempt in doubt. With the
    /// notices given for them.
    /// </summary>
    Task<IReadOnlyList<DebitCandidate>> ReadCandidatesAsync(AutoDebitQuery query, KeyRange range, CancellationToken cancellationToken);

    /// <summary>The attempts that count for the schedules of these installments; withdrawn ones don't.</summary>
    Task<ILookup<long, EarlierAttempt>> ReadAttemptsOfInstallmentsAsync(
        IReadOnlyCollection<long> installmentIds, CancellationToken cancellationToken);

    /// <summary>The attempts that count for the budgets of these methods, from an instant on; withdrawn ones don't.</summary>
    Task<ILookup<long, DateTimeOffset>> ReadAttemptsOfMethodsAsync(
        IReadOnlyCollection<long> paymentMethodIds, DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>The names of the switches that are off: <c>debits</c>, <c>channel:card</c>.</summary>
    Task<IReadOnlySet<string>> ReadSwitchesOffAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes attempts and takes their installments' only place for an open debit, in one transaction, before anything is
    /// sent. Left out are debits whose facts changed, those that the run's limit leaves no room for, and installments
    /// that have an open debit already.
    /// </summary>
    /// <param name="maximumAmounts">What the run may debit in all, on every host, minor units by currency code; a currency not named has no limit.</param>
    /// <exception cref="LeaseLostException">Another worker has the slice.</exception>
    Task<OpenedDebits> OpenAttemptsAsync(
        SliceLease lease,
        DateOnly businessDate,
        IReadOnlyList<DecidedDebit> debits,
        IReadOnlyDictionary<string, long> maximumAmounts,
        DateTimeOffset firstAskAt,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>
    /// The order numbers of those of these debits whose facts still hold; none when the slice was taken over or its run is
    /// over.
    /// </summary>
    Task<IReadOnlySet<string>> FindUnmovedAsync(
        SliceLease lease, DateOnly businessDate, IReadOnlyList<DecidedDebit> debits, CancellationToken cancellationToken);
}

/// <param name="Orders">The order numbers that may be sent.</param>
/// <param name="Moved">The order numbers that were decided on something that is no longer so.</param>
/// <param name="Blocked">How many installments had an open debit already.</param>
/// <param name="LimitedCurrency">The currency of a debit that would have passed the run's limit; null when none would.</param>
public sealed record OpenedDebits(IReadOnlySet<string> Orders, IReadOnlySet<string> Moved, int Blocked, string? LimitedCurrency);

/// <param name="OldestDueOn">Installments that fell due before this have had their last attempt, unless a method came since.</param>
/// <param name="LatestDueOn">The business date and the lead days.</param>
public sealed record AutoDebitQuery(DateOnly BusinessDate, DateOnly OldestDueOn, DateOnly LatestDueOn)
{
    public static AutoDebitQuery For(DateOnly businessDate, AutoDebitSettings settings) =>
        new(businessDate, businessDate.AddDays(-settings.Retries.Days[^1]), businessDate.AddDays(settings.LeadDays));
}

/// <summary>An installment that may be debited, before the rules decide.</summary>
public sealed record DebitCandidate
{
    public required long InstallmentId { get; init; }

    public required long PlanId { get; init; }

    /// <summary>Candidates are worked on customer by customer, so that budgets hold across plans.</summary>
    public required long CustomerId { get; init; }

    public required DateOnly DueOn { get; init; }

    public long? PaymentMethodId { get; init; }

    /// <summary>Whether the customer's other methods may be debited instead of the designated one.</summary>
    public bool AllowsFallback { get; init; }

    /// <summary>Whether its <c>due-soon</c> notice was sent; matters only for a debit before the due date.</summary>
    public bool IsDueSoonSent { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<GivenNotice> Notices { get; init; } = [];
}
