namespace Worker.Servicing.Operators;

public sealed record RunDetails(RunRecord Run, RunProgress Progress, KeyPage<RunSlice> Slices, IReadOnlyList<RunErrorGroup> Errors);

public sealed record RunSlice
{
    /// <summary>Its number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Where it stands: <c>open</c>, <c>done</c>, <c>left</c>.</summary>
    public required string State { get; init; }

    public required long Keys { get; init; }

    public required long DoneKeys { get; init; }

    /// <summary>How often it was given to a worker; more than once when one lost it.</summary>
    public required long Leases { get; init; }

    /// <summary>Who works on it: machine, process; null when nobody does.</summary>
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

/// <param name="Code">The one reason whose errors are told; null for the first few of each.</param>
public sealed record RunPart(int SlicesAfter = 0, string? Code = null, long ErrorsAfter = 0)
{
    public const int SlicesShown = 50;

    /// <summary>Errors that are told of each reason, and of one reason alone.</summary>
    public int ErrorsShown => Code is null ? 10 : 100;
}
