namespace Worker.Servicing.Ledger;

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
