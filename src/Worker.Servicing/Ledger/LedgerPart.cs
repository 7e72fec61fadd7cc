namespace Worker.Servicing.Ledger;

/// <summary>A part of what an installment owes, as allocation tells them apart.</summary>
public enum LedgerPart
{
    LateFee = 1,

    Interest,

    Principal,
}
