namespace Worker.Testing.Worlds;

/// <summary>A ledger entry, as far as tests ask.</summary>
public sealed class EntryRow
{
    public long EntryId { get; init; }

    public string EntryKey { get; init; } = "";

    public long InstallmentId { get; init; }

    public string Kind { get; init; } = "";

    public long Amount { get; init; }

    public string Currency { get; init; } = "";

    public DateOnly EffectiveOn { get; init; }

    public string? OrderNo { get; init; }
}
