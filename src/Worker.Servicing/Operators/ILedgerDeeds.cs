using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operators;

/// <summary>Enters in the ledger what operators decide: payments that were not debited, and what takes entries back.</summary>
public interface ILedgerDeeds
{
    /// <summary>A plan by its reference, to show what would happen; null when no plan has it.</summary>
    Task<PlanFile?> ReadAsync(string planReference, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction: reads a plan and who has the key, lets the rule decide, enters what it decided, writes the
    /// statuses and the audit log. No other deed of the plan comes in between.
    /// </summary>
    /// <param name="decide">Decides; null for nothing to do. What it throws undoes everything.</param>
    /// <returns>What was entered; null when there was nothing to do.</returns>
    /// <exception cref="LeverRefusedException">No plan has that reference, or its ledger moved between reading and writing: nothing was written.</exception>
    Task<LedgerDeed?> EnterAsync(
        string planReference,
        string key,
        Func<PlanFile, KnownEntry?, LedgerDeed?> decide,
        OperatorNote note,
        DateTimeOffset now,
        CancellationToken cancellationToken);
}

/// <param name="Amount">Minor units.</param>
/// <param name="EffectiveOn">The day it counts from.</param>
public sealed record KnownEntry(string PlanReference, long InstallmentId, long Amount, DateOnly EffectiveOn);

/// <summary>An entry to be made, as decided on a plan.</summary>
public sealed record LedgerDeed
{
    public required long InstallmentId { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>More than 0, in the plan's currency.</summary>
    public required Money Amount { get; init; }

    /// <summary>The day it counts from.</summary>
    public required DateOnly EffectiveOn { get; init; }

    public long? ReversesEntryId { get; init; }

    public required string LedgerReason { get; init; }

    public required IReadOnlyList<StatusChange> Statuses { get; init; }

    public required string Action { get; init; }

    public required string Subject { get; init; }

    /// <summary>How it was spread over the plan once it is in the ledger: the allocations of this entry alone.</summary>
    public IReadOnlyList<Allocation> Allocations { get; init; } = [];

    /// <summary>What of it nothing was owed for: plan credit, minor units.</summary>
    public long Credit { get; init; }
}
