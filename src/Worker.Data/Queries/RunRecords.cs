using Worker.Servicing.Jobs;

namespace Worker.Data.Queries;

public sealed record RunDetails(RunRecord Run, RunProgress Progress, KeyPage<RunSlice> Slices, IReadOnlyList<RunErrorGroup> Errors);

public sealed record RunSlice
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary><c>open</c>, <c>done</c> or <c>left</c>.</summary>
    public required string State { get; init; }

    public required long Keys { get; init; }

    public required long DoneKeys { get; init; }

    /// <summary>How often a worker leased it; more than once when one lost it.</summary>
    public required long Leases { get; init; }

    public string? Owner { get; init; }
}

public sealed record RunErrorGroup(string Code, long Count, KeyPage<RunErrorRow> Shown);

public sealed record RunErrorRow
{
    public required long ErrorId { get; init; }

    /// <summary>What it is about: an order, a plan, a message.</summary>
    public required string Subject { get; init; }

    public string? Detail { get; init; }

    /// <summary>The installment it is about; null where it is about none, or that is not known any more.</summary>
    public long? InstallmentId { get; init; }

    /// <summary>The plan it is about, where it is about a whole one.</summary>
    public long? PlanId { get; init; }
}

/// <param name="Code">The one reason whose errors are listed; null for the first few of each.</param>
public sealed record RunPart(int SlicesAfter = 0, string? Code = null, long ErrorsAfter = 0)
{
    public const int SlicesShown = 50;

    public int ErrorsShown => Code is null ? 10 : 100;
}

public sealed record RunQuery
{
    public const int PageSize = 50;

    public string? Job { get; init; }

    public RunState? State { get; init; }

    public RunTrigger? Trigger { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Whether runs that found nothing to do are listed as well.</summary>
    public bool WithIdle { get; init; }

    public long? Before { get; init; }
}

public sealed record RunRecord
{
    public required long RunId { get; init; }

    public required string Job { get; init; }

    public required DateOnly BusinessDate { get; init; }

    /// <summary>The scheduled time or manual trigger: it tells runs of the same job and date apart.</summary>
    public required string Occurrence { get; init; }

    /// <summary>1 for the first run of its occurrence.</summary>
    public required int TryNumber { get; init; }

    public required RunState State { get; init; }

    /// <summary><c>schedule</c>, <c>catch-up</c> or <c>manual</c>.</summary>
    public required string Trigger { get; init; }

    /// <summary>An operator's name, or <c>scheduler</c>.</summary>
    public required string Actor { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? StopReason { get; init; }

    /// <summary>The id of the engine's background job; null where it has none.</summary>
    public string? BackgroundJob { get; init; }

    public required IReadOnlyList<RunCounter> Counters { get; init; }

    /// <summary>How long it took, or has been going on; not negative.</summary>
    public TimeSpan DurationAt(DateTimeOffset now) =>
        (FinishedAt ?? now) is var end && end > StartedAt ? end - StartedAt : TimeSpan.Zero;
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
