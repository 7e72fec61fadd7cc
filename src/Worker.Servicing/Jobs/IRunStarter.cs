namespace Worker.Servicing.Jobs;

/// <summary>Has a run made that somebody asked for by hand, the way its engine does: nobody waits for its end.</summary>
public interface IRunStarter
{
    /// <summary>Has it made. Asked twice for the same occurrence, there is one run.</summary>
    Task<StartedRun> StartAsync(RunRequest request, CancellationToken cancellationToken);
}

/// <param name="RunId">The run: a new one, or the one under way that it joined; null while it waits for a worker.</param>
/// <param name="BackgroundJob">What the engine calls the background job that makes it; null where it has none.</param>
public sealed record StartedRun(long? RunId, string? BackgroundJob);

/// <summary>Calls other hosts to a run that is long enough to be shared.</summary>
public interface IScaleOut
{
    /// <summary>
    /// Called once, by the worker that cut a run into more slices than it works on at once. Nobody has to come: a call that
    /// can't be made is logged and does not fail the run.
    /// </summary>
    Task CallAsync(Run run, int slices, CancellationToken cancellationToken);
}

public interface ICancellationRequests
{
    /// <summary>Why a run is to be cancelled; null when nobody wants that, or it is over.</summary>
    Task<string?> FindCancelAsync(long runId, CancellationToken cancellationToken);

    /// <summary>Ends a run that is to be cancelled, unless a living worker holds one of its slices: the last one ends it.</summary>
    Task<RunEnd> TryEndAsync(long runId, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken);
}

public enum RunEnd
{
    /// <summary>A living worker holds one of its slices: it goes on.</summary>
    Held = 1,

    Ended,

    WasOver,
}
