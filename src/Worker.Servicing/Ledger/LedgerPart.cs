namespace Worker.Servicing.Ledger;

/// <summary>A part of what an installment owes, as allocation tells them apart.</summary>
public enum LedgerPart
{
    /// <summary>Late fees.</summary>
    LateFee = 1,

    /// <summary>Scheduled interest.</summary>
    Interest,

    /// <summary>Scheduled principal.</summary>
    Principal,
}
