namespace Worker.Servicing.Ledger;

/// <summary>The share of one payment or waiver that went to one part of one installment. Derived, never stored.</summary>
/// <param name="EntryId">The payment or waiver.</param>
/// <param name="InstallmentId">The installment that was paid: the one the entry was made for, or an older one that the excess went to.</param>
/// <param name="Part">What was paid of it.</param>
/// <param name="Amount">Minor units, positive.</param>
/// <param name="EffectiveOn">The effective date of the entry.</param>
public readonly record struct Allocation(long EntryId, long InstallmentId, LedgerPart Part, long Amount, DateOnly EffectiveOn);
