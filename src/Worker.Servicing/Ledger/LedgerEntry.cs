namespace Worker.Servicing.Ledger;

/// <param name="EntryId">Grows with every entry; the ledger's order within a day.</param>
/// <param name="Amount">Minor units of the plan's currency; sign as <see cref="EntryKind"/> says.</param>
/// <param name="EffectiveOn">
/// The day it counts from: a debit's business date, an imported payment's <c>paid_on</c>, the business date a waiver was
/// entered on, the closed day a late fee is as of.
/// </param>
public readonly record struct LedgerEntry(
    long EntryId,
    long InstallmentId,
    EntryKind Kind,
    long Amount,
    DateOnly EffectiveOn,
    long? ReversesEntryId);
