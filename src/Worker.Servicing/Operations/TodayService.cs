using Worker.Servicing.Jobs;

namespace Worker.Servicing.Operations;

/// <summary>What fell due and was paid today and in the days before.</summary>
public sealed class TodayService(StatusService status, ITodayReader reader, DueDayHistory history, JobTimetable timetable)
{
    /// <summary>The business date included.</summary>
    public const int Days = 30;

    /// <summary>Reads it as of now; the days before today as of an hour ago at most.</summary>
    public async Task<TodayReport> ReadAsync(CancellationToken cancellationToken)
    {
        DateOnly today = timetable.Zone.DateAt(status.Now);
        DateOnly first = today.AddDays(1 - Days);

        // Side by side: none waits for what another one reads.
        Task<StatusReport> standing = status.ReadAsync(cancellationToken);
        Task<DueDays> earlier = history.ReadAsync(first, today.AddDays(-1), cancellationToken);
        Task<IReadOnlyList<DueDay>> current = reader.ReadDueDaysAsync(today, today, cancellationToken);
        Task<IReadOnlyList<AttemptCount>> attempts = reader.ReadAttemptsAsync(today, cancellationToken);
        await Task.WhenAll(standing, earlier, current, attempts);
        StatusReport report = await standing;
        DueDays before = await earlier;
        return new TodayReport
        {
            Status = report,
            FirstDay = first,
            LastDay = today,
            EarlierReadAt = before.ReadAt,
            DueDays = [.. before.Days.Concat(await current)
                .OrderBy(day => day.Currency, StringComparer.Ordinal).ThenBy(day => day.DueOn)],
            Attempts = await attempts,
            NextTimes = JobList.All.ToDictionary(
                job => job.Name, job => timetable.Of(job).Next(report.ReadAt, timetable.Zone).Instant, StringComparer.Ordinal),
        };
    }
}

public sealed record TodayReport
{
    public required StatusReport Status { get; init; }

    public required DateOnly FirstDay { get; init; }

    /// <summary>The last day of <see cref="DueDays"/>: the business date.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>What fell due, by currency and day; a day on which nothing did is missing.</summary>
    public required IReadOnlyList<DueDay> DueDays { get; init; }

    /// <summary>As of when the days before today are; today is as of the status.</summary>
    public required DateTimeOffset EarlierReadAt { get; init; }

    /// <summary>Today's debit attempts by where they stand.</summary>
    public required IReadOnlyList<AttemptCount> Attempts { get; init; }

    public required IReadOnlyDictionary<string, DateTimeOffset> NextTimes { get; init; }
}

/// <summary>Reads the money of the day and of the days before it.</summary>
public interface ITodayReader
{
    /// <summary>What fell due on each day from one to another, both included, in the order of currencies and days; a day on which nothing did is missing.</summary>
    Task<IReadOnlyList<DueDay>> ReadDueDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>The debit attempts of a business date by where they stand now.</summary>
    Task<IReadOnlyList<AttemptCount>> ReadAttemptsAsync(DateOnly businessDate, CancellationToken cancellationToken);
}

/// <summary>What fell due on one day in one currency, and what has come in for it. Amounts are minor units, late fees left out.</summary>
public sealed record DueDay
{
    public required DateOnly DueOn { get; init; }

    /// <summary>The ISO code of the currency.</summary>
    public required string Currency { get; init; }

    public required long Installments { get; init; }

    public required long Due { get; init; }

    /// <summary>Of these, what was paid with effect on the due date or before it.</summary>
    public required long OnTime { get; init; }

    /// <summary>Of these, what has been paid by now, at whatever time.</summary>
    public required long Paid { get; init; }

    public required long Overdue { get; init; }

    public long Later => Math.Max(0, Paid - OnTime);

    /// <summary>What is unpaid and not overdue: its grace runs, or it was written off; not negative.</summary>
    public long Open => Math.Max(0, Due - Paid - Overdue);

    /// <summary>The share of what fell due that has been paid, 0 to 1; null where nothing fell due.</summary>
    public decimal? PaidShare => Due == 0 ? null : (decimal)Paid / Due;
}
