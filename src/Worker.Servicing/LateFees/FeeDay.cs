namespace Worker.Servicing.LateFees;

public enum FeeLimit
{
    /// <summary>Nothing: the fee is the flat amount and what accrued.</summary>
    None = 0,

    /// <summary>The last grace day has not closed, so there is no fee yet.</summary>
    WithinGrace,

    /// <summary>Nothing was unpaid at the close of the last grace day, so there is no fee at all.</summary>
    PaidWithinGrace,

    /// <summary>The ceiling as a share of scheduled principal and interest.</summary>
    CapPercent,

    AnnualCap,
}

/// <summary>One closed day of a late fee's history, to explain it to a customer.</summary>
/// <param name="Date">The closed day.</param>
/// <param name="Base">Principal and interest unpaid at its close, minor units.</param>
/// <param name="Accrual">What the day accrued before any limit, in minor units and not rounded; 0 before accrual starts.</param>
/// <param name="Fee">The fee in all as of the day, in minor units and not rounded.</param>
public readonly record struct FeeDay(DateOnly Date, long Base, decimal Accrual, decimal Fee, FeeLimit Limit)
{
    /// <summary>The flat amount and what accrued up to the day, before any limit, in minor units and not rounded.</summary>
    public decimal Accrued { get; init; }

    /// <summary>The ceiling as a yearly rate as it stands on the day, in minor units and not rounded.</summary>
    public decimal AnnualCap { get; init; }
}
