namespace Worker.Servicing.AutoDebit;

public sealed record AutoDebitSettings
{
    /// <summary>When an installment is tried again.</summary>
    public RetrySchedule Retries { get; init; } = new();

    /// <summary>Days before the due date from which a debit may be made, 0 to 30.</summary>
    public int LeadDays { get; init; }

    /// <summary>Whether posted late fees are debited with the installment.</summary>
    public bool IncludeLateFees { get; init; } = true;

    /// <summary>A run stops itself before its debits pass this, minor units by currency code; a currency not named has no limit.</summary>
    public IReadOnlyDictionary<string, long> MaximumRunAmounts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>How many of a channel's last calls its share of errors is taken over.</summary>
    public int ErrorWindow { get; init; } = 200;

    /// <summary>How many calls it takes before the share means anything, 1 to <see cref="ErrorWindow"/>.</summary>
    public int ErrorWindowMinimum { get; init; } = 20;

    /// <summary>The share of errors that a run stops above, 0 to 1.</summary>
    public double MaximumErrorShare { get; init; } = 0.5;

    /// <summary>Candidates in a slice of work; see <see cref="Runs.RunSettings.SliceSize"/>.</summary>
    public int BatchSize { get; init; } = 500;
}
