namespace Worker.Servicing.Ledger.LateFees;

/// <summary>The late-fee formula with an installment's terms filled in. Days are <see cref="DateOnly.DayNumber"/>s.</summary>
/// <remarks>
/// The unpaid base changes on few days and is constant in between, so the sums over days are computed period by
/// period: the cost does not grow with the days past due.
/// </remarks>
internal readonly struct LateFeeFormula
{
    private const int DaysOfYear = 365;

    private readonly LateFeePolicy policy;
    private readonly long flat;
    private readonly long scheduled;
    private readonly int due;
    private readonly int graceEnd;
    private readonly int lastDay;

    public LateFeeFormula(in Installment installment, LateFeePolicy policy, string currency)
    {
        this.policy = policy;
        flat = policy.Flat.Count == 0 ? 0 : policy.Flat.GetValueOrDefault(currency);
        scheduled = installment.Scheduled;
        due = installment.DueOn.DayNumber;
        // A grace without end (any count beyond the calendar) must not wrap around into the past.
        graceEnd = due + Math.Min(policy.GraceDays, DateOnly.MaxValue.DayNumber);
        lastDay = installment.WrittenOffOn?.DayNumber ?? int.MaxValue;
    }

    public LateFeePolicy Policy => policy;

    /// <summary>The last day on which anything can accrue.</summary>
    public int LastDay => lastDay;

    public long Flat => flat;

    /// <summary>The ceiling as a share of what was scheduled, in minor units and not rounded.</summary>
    public decimal PercentCap => policy.CapPercent * scheduled;

    private int Start => policy.AccrueFrom == AccrueFrom.GraceEnd ? graceEnd + 1 : due + 1;

    /// <summary>fee(t), in minor units and not rounded.</summary>
    public decimal ExactAt(int closedDay, in UnpaidBase unpaid, out FeeLimit limit)
    {
        int day = Math.Min(closedDay, lastDay);
        if (day < graceEnd)
        {
            limit = FeeLimit.WithinGrace;
            return 0m;
        }

        if (unpaid.At(graceEnd) == 0)
        {
            limit = FeeLimit.PaidWithinGrace;
            return 0m;
        }

        decimal sinceDue = unpaid.Sum(due + 1, day);
        decimal fee = AccruedBy(day, sinceDue, unpaid);
        limit = FeeLimit.None;

        decimal percentCap = PercentCap;
        if (percentCap < fee)
        {
            fee = percentCap;
            limit = FeeLimit.CapPercent;
        }

        // Compared before the division: the comparison is exact, and the division is done only when the ceiling applies.
        decimal annualCapTimesYear = policy.AnnualCap * sinceDue;
        if (annualCapTimesYear < fee * DaysOfYear)
        {
            fee = annualCapTimesYear / DaysOfYear;
            limit = FeeLimit.AnnualCap;
        }

        return fee;
    }

    public long RoundedAt(int closedDay, in UnpaidBase unpaid) =>
        decimal.ToInt64(decimal.Round(ExactAt(closedDay, unpaid, out _), MidpointRounding.ToEven));

    public decimal AccrualOn(int day, in UnpaidBase unpaid) =>
        day >= Start && day <= lastDay ? unpaid.At(day) * policy.DailyRate : 0m;

    /// <summary>One day with everything the fee as of it follows from.</summary>
    public FeeDay Explain(int day, in UnpaidBase unpaid)
    {
        decimal fee = ExactAt(day, unpaid, out FeeLimit limit);
        decimal sinceDue = unpaid.Sum(due + 1, Math.Min(day, lastDay));
        return new FeeDay(DateOnly.FromDayNumber(day), unpaid.At(day), AccrualOn(day, unpaid), fee, limit)
        {
            Accrued = AccruedBy(Math.Min(day, lastDay), sinceDue, unpaid),
            AnnualCap = policy.AnnualCap * sinceDue / DaysOfYear,
        };
    }

    private decimal AccruedBy(int day, decimal sinceDue, in UnpaidBase unpaid) =>
        flat + ((policy.AccrueFrom == AccrueFrom.GraceEnd ? unpaid.Sum(Start, day) : sinceDue) * policy.DailyRate);
}

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

    /// <summary>The ceiling as a yearly rate as of the day, in minor units and not rounded.</summary>
    public decimal AnnualCap { get; init; }
}
