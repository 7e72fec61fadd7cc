namespace Worker.Servicing.Runs;

public enum RunOpening
{
    Started = 1,

    /// <summary>A run of the job was active already, and this request joins it.</summary>
    Joined,

    AlreadyFinished,
}

public sealed record OpenedRun(Run Run, RunOpening Opening);
