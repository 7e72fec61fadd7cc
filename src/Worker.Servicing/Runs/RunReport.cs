namespace Worker.Servicing.Runs;

public sealed record RunReport
{
    /// <summary>The run's key; 0 for a preview.</summary>
    public required long RunId { get; init; }

    public required string Job { get; init; }

    /// <summary>The day it worked for.</summary>
    public required DateOnly BusinessDate { get; init; }

    public required RunState State { get; init; }

    /// <summary>What made it begin: <c>schedule</c>, <c>catch-up</c>, <c>manual</c>.</summary>
    public required string Trigger { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    public string? StopReason { get; init; }

    /// <summary>Nothing of what was to be sent reached its channel: the occasion is not over, and is tried again.</summary>
    public bool IsTriedAgain => State == RunState.SetAside && StopReason is not null;

    /// <summary>Counts by outcome.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Minor units by currency, then by outcome.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Amounts { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, long>>(StringComparer.Ordinal);

    /// <summary>What did not go as it should; the first hundred.</summary>
    public IReadOnlyList<RunError> Errors { get; init; } = [];

    public RunOpening Opening { get; init; } = RunOpening.Started;

    /// <summary>What broke the run off in this process, for whoever decides whether trying again can help; not recorded.</summary>
    public Exception? Fault { get; init; }
}
