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

public enum EntryKind
{
    /// <summary>Money received: a debit that succeeded, or an imported payment. Positive.</summary>
    Payment = 1,

    /// <summary>A late fee posted (positive) or taken back because the formula now says less (negative).</summary>
    LateFee = 2,

    Waiver = 3,

    /// <summary>Takes back a payment or a waiver as if it had never been made. Its amount is that of the entry it reverses.</summary>
    Reversal = 4,
}

public static class EntryKinds
{
    public static string Name(this EntryKind kind) => kind switch
    {
        EntryKind.Payment => "payment",
        EntryKind.LateFee => "late_fee",
        EntryKind.Waiver => "waiver",
        EntryKind.Reversal => "reversal",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <exception cref="FormatException">No kind has that name.</exception>
    public static EntryKind Parse(string name) => name switch
    {
        "payment" => EntryKind.Payment,
        "late_fee" => EntryKind.LateFee,
        "waiver" => EntryKind.Waiver,
        "reversal" => EntryKind.Reversal,
        _ => throw new FormatException($"'{name}' is not a kind of ledger entry."),
    };
}

/// <summary>The parts of what an installment owes, which allocation pays in order.</summary>
public enum LedgerPart
{
    LateFee = 1,

    Interest,

    Principal,
}

/// <summary>The share of one payment or waiver that went to one part of one installment. Derived, never stored.</summary>
/// <param name="Amount">Minor units, positive.</param>
public readonly record struct Allocation(long EntryId, long InstallmentId, LedgerPart Part, long Amount, DateOnly EffectiveOn);

/// <summary>
/// The rows of a plan break a rule of the ledger, so what it owes is unknown: it is set aside with this
/// reason, and never stops the others. The message holds keys and amounts, no personal data.
/// </summary>
public sealed class InvalidLedgerException : Exception
{
    public InvalidLedgerException(string message)
        : base(message)
    {
    }

    /// <summary>Says which rule is broken, and what it was noticed by.</summary>
    public InvalidLedgerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public InvalidLedgerException()
    {
    }
}
