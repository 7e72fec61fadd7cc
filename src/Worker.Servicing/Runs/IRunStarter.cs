namespace Worker.Servicing.Runs;

/// <summary>Has a run made that somebody asked for by hand, the way its engine does: nobody waits for its end.</summary>
public interface IRunStarter
{
    /// <summary>Has it made. Asked twice for the same occasion, there is one run.</summary>
    Task<StartedRun> StartAsync(RunRequest request, CancellationToken cancellationToken);
}

/// <param name="RunId">The run: a new one, or the one under way that it joined; null while it waits for a worker.</param>
/// <param name="BackgroundJob">What the engine calls the background job that makes it; null where it has none.</param>
public sealed record StartedRun(long? RunId, string? BackgroundJob);
