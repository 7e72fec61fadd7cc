namespace Worker.Servicing.Runs;

/// <summary>What became of asking for a run.</summary>
public enum RunOpening
{
    /// <summary>A new run began.</summary>
    Started = 1,

    /// <summary>A run of the job was active already, and this request joins it.</summary>
    Joined,

    /// <summary>The run of this very occasion is already over.</summary>
    AlreadyFinished,
}

/// <summary>A run, and how the request came by it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Opening">How.</param>
public sealed record OpenedRun(Run Run, RunOpening Opening);
