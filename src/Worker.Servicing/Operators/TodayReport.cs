namespace Worker.Servicing.Operators;

/// <summary>The day in money: what the first page of the ops site tells.</summary>
public sealed record TodayReport
{
    public required StatusReport Status { get; init; }

    /// <summary>The first day of <see cref="DueDays"/>.</summary>
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
