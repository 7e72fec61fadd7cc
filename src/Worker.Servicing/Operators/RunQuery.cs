using Worker.Servicing.Runs;

namespace Worker.Servicing.Operators;

public sealed record RunQuery
{
    public const int PageSize = 50;

    /// <summary>The job's name; null for all.</summary>
    public string? Job { get; init; }

    /// <summary>Where they stand; null for anywhere.</summary>
    public RunState? State { get; init; }

    /// <summary>What made them begin; null for whatever did.</summary>
    public RunTrigger? Trigger { get; init; }

    /// <summary>The earliest business date; null for the first there is.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The latest business date; null for the last there is.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether runs that found nothing to do are told as well.</summary>
    public bool WithIdle { get; init; }

    /// <summary>Runs with lower keys alone; null for the newest.</summary>
    public long? Before { get; init; }
}
