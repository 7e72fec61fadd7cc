using Worker.Servicing.Ledger;

namespace Worker.Data.Book;

/// <summary>A ledger entry as it stands in the database.</summary>
internal sealed class EntryRow
{
    public long PlanId { get; init; }

    public long EntryId { get; init; }

    public long InstallmentId { get; init; }

    public string Kind { get; init; } = "";

    public long Amount { get; init; }

    public DateOnly EffectiveOn { get; init; }

    public long? ReversesEntryId { get; init; }

    public LedgerEntry ToEntry() => new(EntryId, InstallmentId, EntryKinds.Parse(Kind), Amount, EffectiveOn, ReversesEntryId);
}
