using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Servicing.LateFees;

public enum AccrueFrom
{
    /// <summary>From the day after the due date.</summary>
    DueDate = 1,

    /// <summary>From the day after the last grace day.</summary>
    GraceEnd,
}

/// <summary>A late-fee policy of a product, in force for installments that fall due on or after <see cref="From"/>.</summary>
public sealed record LateFeePolicy
{
    /// <summary>No sensible rate or factor is above it; it keeps the arithmetic in its range.</summary>
    private const double Most = 1000;

    [KeyName("from")]
    public DateOnly From { get; init; } = DateOnly.MinValue;

    /// <summary>Days after the due date in which paying costs nothing; 0 or more.</summary>
    [KeyName("graceDays"), Range(0, 3650)]
    public int GraceDays { get; init; } = 3;

    /// <summary>A fee charged once, in minor units per currency code; a currency not named has none.</summary>
    [KeyName("flat"), Amounts(AllowsZero = true)]
    public IReadOnlyDictionary<string, long> Flat { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Share of the unpaid base per day; 0 or more.</summary>
    [KeyName("dailyRate"), Range(0.0, Most)]
    public decimal DailyRate { get; init; } = 0.0005m;

    /// <summary>Ceiling as a factor of scheduled principal and interest; 0 means no fee at all.</summary>
    [KeyName("capPercent"), Range(0.0, Most)]
    public decimal CapPercent { get; init; } = 1.0m;

    /// <summary>Ceiling as a yearly rate on the unpaid base, always over 365 days; 0 or more.</summary>
    [KeyName("annualCap"), Range(0.0, Most)]
    public decimal AnnualCap { get; init; } = 0.24m;

    /// <summary>The first day that accrues.</summary>
    [KeyName("accrueFrom"), Allowed("dueDate or graceEnd")]
    public AccrueFrom AccrueFrom { get; init; } = AccrueFrom.DueDate;
}
