namespace Worker.Servicing.Ledger;

/// <summary>The share of one payment or waiver that went to one part of one installment. Derived, never stored.</summary>
/// <param name="Amount">Minor units, positive.</param>
public readonly record struct Allocation(long EntryId, long InstallmentId, LedgerPart Part, long Amount, DateOnly EffectiveOn);
