using Worker.Servicing.Runs;

namespace Worker.Servicing.Operators;

public sealed record RunRecord
{
    public required long RunId { get; init; }

    public required string Job { get; init; }

    /// <summary>The day it works for.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>What tells it from others of the same job and date.</summary>
    public required string Occasion { get; init; }

    /// <summary>The how-manieth try of that occasion it is, from 1.</summary>
    public required int TryNumber { get; init; }

    public required RunState State { get; init; }

    /// <summary>What made it begin: <c>schedule</c>, <c>catch-up</c>, <c>manual</c>.</summary>
    public required string Trigger { get; init; }

    /// <summary>Who: an operator's name, or <c>scheduler</c>.</summary>
    public required string Actor { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    public string? StopReason { get; init; }

    /// <summary>What the engine calls the background job that made it; null where it has none.</summary>
    public string? BackgroundJob { get; init; }

    public required IReadOnlyList<RunCounter> Counters { get; init; }

    /// <summary>How long it took, or has been going on; not negative.</summary>
    public TimeSpan DurationAt(DateTimeOffset now) =>
        (FinishedAt ?? now) is var end && end > StartedAt ? end - StartedAt : TimeSpan.Zero;

    /// <summary>A count by its name; 0 where nothing was counted.</summary>
    public long CountOf(string name) => Counters.FirstOrDefault(counter => counter.Name == name)?.Count ?? 0;
}

/// <param name="Amounts">Minor units by currency; empty where what is counted has no amount.</param>
public sealed record RunCounter(string Name, long Count, IReadOnlyDictionary<string, long> Amounts)
{
    public static IReadOnlyList<RunCounter> Of(RunReport report) =>
    [
        .. report.Counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => new RunCounter(
            count.Key,
            count.Value,
            report.Amounts
                .Where(currency => currency.Value.ContainsKey(count.Key))
                .ToDictionary(currency => currency.Key, currency => currency.Value[count.Key], StringComparer.Ordinal))),
    ];
}
