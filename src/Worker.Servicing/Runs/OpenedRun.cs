namespace Worker.Servicing.Runs;

/// <summary>What became of asking for a run.</summary>
public enum RunOpening
{
    Started = 1,

    /// <summary>A run of the job was active already, and this request joins it.</summary>
    Joined,

    /// <summary>The run of this very occasion is already over.</summary>
    AlreadyFinished,
}

/// <summary>A run, and how the request came by it.</summary>
public sealed record OpenedRun(Run Run, RunOpening Opening);
