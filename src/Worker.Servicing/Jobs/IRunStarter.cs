namespace Worker.Servicing.Jobs;

/// <summary>Starts a run for an operator, in the engine's queue where it has one: nobody waits for its end.</summary>
public interface IRunStarter
{
    /// <summary>Starts it; two requests for the same occurrence start one run.</summary>
    Task<StartedRun> StartAsync(RunRequest request, CancellationToken cancellationToken);
}

/// <param name="RunId">The run: a new one, or the one under way that it joined; null while it waits for a worker.</param>
/// <param name="BackgroundJob">What the engine calls the background job that makes it; null where it has none.</param>
public sealed record StartedRun(long? RunId, string? BackgroundJob);

/// <summary>Asks other hosts to share a long run.</summary>
public interface IScaleOut
{
    /// <summary>
    /// Called once, by the worker that cut a run into more slices than it works on at once. The run does not depend on
    /// them: a call that can't be made is logged.
    /// </summary>
    Task CallAsync(Run run, int slices, CancellationToken cancellationToken);
}

public interface ICancellationRequests
{
    /// <summary>Why a run is to be cancelled; null without a request, or when it is over.</summary>
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
