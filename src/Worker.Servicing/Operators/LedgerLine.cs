using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operators;

/// <summary>A ledger entry with everything that is kept of it.</summary>
public sealed record LedgerLine
{
    /// <summary>Its key in the database, in the order of entry.</summary>
    public required long EntryId { get; init; }

    public required string Key { get; init; }

    public required long InstallmentId { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Minor units; sign as <see cref="EntryKind"/> says.</summary>
    public required long Amount { get; init; }

    /// <summary>The day it counts from.</summary>
    public required DateOnly EffectiveOn { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>The order number of the debit; null for what was not debited.</summary>
    public string? OrderNumber { get; init; }

    public long? ReversesEntryId { get; init; }

    public required string Actor { get; init; }

    /// <summary>Why; for a payment that was not debited, where it came from.</summary>
    public string? Reason { get; init; }
}
