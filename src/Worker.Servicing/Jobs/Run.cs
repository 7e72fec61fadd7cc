namespace Worker.Servicing.Jobs;

/// <param name="RunId">Its key; 0 for a preview, which leaves no trace.</param>
/// <param name="PreviousLedgerMark">
/// The newest ledger entry when the job's last completed run began: what came after it may have changed what the job
/// decided then. 0 when there was none. Kept for mark-overdue and late-fees: any other job's may be too low.
/// </param>
public sealed record Run(long RunId, string Job, DateOnly BusinessDate, string Occurrence, RunState State, long PreviousLedgerMark);

public enum RunState
{
    /// <summary>It has begun and its slices are not known yet.</summary>
    Cutting = 1,

    /// <summary>Its slices are being worked on, or wait for a worker.</summary>
    Active,

    Completed,

    /// <summary>
    /// As completed, but rows that break a rule were set aside; or, with a reason, nothing of what was to be sent reached its
    /// channel: then its occurrence is tried again.
    /// </summary>
    SetAside,

    /// <summary>One of the run limits stopped it; the rest waits for an operator to run it again.</summary>
    Stopped,

    Failed,

    /// <summary>Its worker died and a run for a newer business date took over what was left.</summary>
    Superseded,

    /// <summary>An operator cancelled it. The day is not finished: the next scheduled run, or one that an operator starts, does what is left.</summary>
    Cancelled,
}

public enum RunTrigger
{
    Schedule = 1,

    /// <summary>A scheduled time was missed, and the host runs it now.</summary>
    CatchUp,

    Manual,
}

/// <summary>A request to run a job for a business date.</summary>
public sealed record RunRequest(string Job, DateOnly BusinessDate, string Occurrence, RunTrigger Trigger, Actor Actor, string? Reason = null)
{
    /// <summary>The occurrence of a run that an operator starts: no other run of the job has it.</summary>
    public static string NewOccurrence() => $"manual {Guid.CreateVersion7():N}";

    /// <summary>The id of the engine's background job that executes the run; null where it has none.</summary>
    public string? BackgroundJob { get; init; }

    /// <summary>Missed business dates that are not run any more, to be counted in this run.</summary>
    public int DroppedDays { get; init; }
}

public enum RunOpening
{
    Started = 1,

    /// <summary>A run of the job was active already, and this request joins it.</summary>
    Joined,

    AlreadyFinished,
}

public sealed record OpenedRun(Run Run, RunOpening Opening);

/// <summary>Names of states and triggers in the database and in JSON.</summary>
public static class RunNames
{
    public static string Name(this RunState state) => state switch
    {
        RunState.Cutting => "cutting",
        RunState.Active => "active",
        RunState.Completed => "completed",
        RunState.SetAside => "set-aside",
        RunState.Stopped => "stopped",
        RunState.Failed => "failed",
        RunState.Superseded => "superseded",
        RunState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Name(this RunTrigger trigger) => trigger switch
    {
        RunTrigger.Schedule => "schedule",
        RunTrigger.CatchUp => "catch-up",
        RunTrigger.Manual => "manual",
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, null),
    };

    public static bool IsOver(this RunState state) => state is not (RunState.Cutting or RunState.Active);

    /// <exception cref="FormatException">No state has that name.</exception>
    public static RunState ParseState(string name) =>
        Enum.GetValues<RunState>().Cast<RunState?>().FirstOrDefault(state => state!.Value.Name() == name)
        ?? throw new FormatException($"'{name}' is not a state of a run.");
}
