using Worker.Servicing.Ledger;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Operators;

/// <summary>Reads what the checks of the ledger look at, with memory that does not grow with the book.</summary>
public interface IInvariantReader
{
    /// <summary>What breaks a check, a sentence each; all of it as of one instant.</summary>
    IAsyncEnumerable<string> FindAsync(Invariant invariant, CancellationToken cancellationToken);

    Task<KeyRange> ReadPlanKeysAsync(CancellationToken cancellationToken);

    /// <summary>The plans with these keys. What other processes write meanwhile may show in one part of a plan and not in another.</summary>
    Task<PlanReading> ReadPlansAsync(IReadOnlyCollection<long> planIds, CancellationToken cancellationToken);

    /// <summary>The same, every part of every plan as of one moment. Nobody is kept from writing.</summary>
    Task<PlanReading> ReadPlansSnapshotAsync(IReadOnlyCollection<long> planIds, CancellationToken cancellationToken);

    /// <summary>How far late fees were brought; null when they never were.</summary>
    Task<FeesBrought?> ReadNewestFeesAsync(CancellationToken cancellationToken);
}

public sealed record PlanReading(IReadOnlyList<PlanSnapshot> Plans, IReadOnlyList<string> Unreadable)
{
    /// <summary>Which of the plans have statuses that the next run of mark-overdue is to derive anew; only known when all was read as of one moment.</summary>
    public IReadOnlySet<long> AwaitingStatuses { get; init; } = new HashSet<long>();
}

public sealed record FeesBrought(DateOnly ClosedDay, long LedgerMark, long LastPlanId);
