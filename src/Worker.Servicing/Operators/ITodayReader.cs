namespace Worker.Servicing.Operators;

/// <summary>Reads the money of the day and of the days before it.</summary>
public interface ITodayReader
{
    /// <summary>What fell due on each day from one to another, both included, in the order of currencies and days; a day on which nothing did is missing.</summary>
    Task<IReadOnlyList<DueDay>> ReadDueDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>The debit attempts of a business date by where they stand now.</summary>
    Task<IReadOnlyList<AttemptCount>> ReadAttemptsAsync(DateOnly businessDate, CancellationToken cancellationToken);
}
