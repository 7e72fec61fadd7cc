namespace Worker.Servicing.Jobs;

/// <param name="RunId">Its key; 0 for a preview, which leaves no trace.</param>
/// <param name="BusinessDate">The day it works for.</param>
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

    /// <summary>A tripwire stopped it; the rest waits for a retrigger.</summary>
    Stopped,

    Failed,

    /// <summary>Its worker died and a run for a newer business date took over what was left.</summary>
    Superseded,

    /// <summary>An operator cancelled it. The day is not finished: the job's next time, or a retrigger, does what is left.</summary>
    Cancelled,
}

public enum RunTrigger
{
    Schedule = 1,

    /// <summary>A day was missed, and the host makes up for it.</summary>
    CatchUp,

    Manual,
}

/// <summary>A wish to have a job done for a business date.</summary>
/// <param name="BusinessDate">The day it works for.</param>
public sealed record RunRequest(string Job, DateOnly BusinessDate, string Occurrence, RunTrigger Trigger, Actor Actor, string? Reason = null)
{
    /// <summary>A name of an occurrence that no other run of the job has: what an operator wants done now.</summary>
    public static string NewOccurrence() => $"manual {Guid.CreateVersion7():N}";

    /// <summary>What the engine calls the background job that makes the run; null where it has none.</summary>
    public string? BackgroundJob { get; init; }

    /// <summary>Missed business dates that this run does not make up for, to be counted in it.</summary>
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

/// <summary>Names of states and triggers as they stand in the database and in JSON.</summary>
public static class RunNames
{
    /// <summary>The state's name: <c>cutting</c>, <c>active</c>, <c>completed</c>, <c>set-aside</c>, <c>stopped</c>, <c>failed</c>, <c>superseded</c>, <c>cancelled</c>.</summary>
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

    /// <summary>The trigger's name: <c>schedule</c>, <c>catch-up</c>, <c>manual</c>.</summary>
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
