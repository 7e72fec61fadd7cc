using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Debits;

/// <summary>The <c>AutoDebit</c> section.</summary>
public sealed record AutoDebitSettings : IValidatableObject
{
    [Inline]
    public RetrySchedule Retries { get; init; } = new();

    /// <summary>Days before the due date from which a debit may be made, 0 to 30.</summary>
    [Range(0, 30)]
    public int LeadDays { get; init; }

    /// <summary>Whether posted late fees are debited with the installment.</summary>
    public bool IncludeLateFees { get; init; } = true;

    /// <summary>A run stops itself before its debits pass this, minor units by currency code; a currency not named has no limit.</summary>
    [Amounts]
    public IReadOnlyDictionary<string, long> MaxRunAmount { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>How many of a channel's last calls its share of errors is taken over.</summary>
    [Range(1, 100_000)]
    public int ErrorWindow { get; init; } = 200;

    /// <summary>How many calls it takes before the share means anything, 1 to <see cref="ErrorWindow"/>.</summary>
    [Range(1, 100_000)]
    public int ErrorWindowMinimum { get; init; } = 20;

    /// <summary>The share of errors that a run stops above, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MaxErrorShare { get; init; } = 0.5;

    /// <summary>Candidates that are decided on, opened and settled together; a slice (<see cref="Jobs.RunSettings.SliceSize"/>) is many batches.</summary>
    [NoKey]
    public int BatchSize { get; init; } = 500;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ErrorWindowMinimum > ErrorWindow)
        {
            yield return new ValidationResult($"a whole number from 1 to {ErrorWindow}", [nameof(ErrorWindowMinimum)]);
        }
    }
}
