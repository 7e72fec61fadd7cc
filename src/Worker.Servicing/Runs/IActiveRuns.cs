namespace Worker.Servicing.Runs;

/// <summary>Finds runs that are under way.</summary>
public interface IActiveRuns
{
    /// <summary>The run of a key; null when it is over.</summary>
    Task<Run?> FindActiveAsync(long runId, CancellationToken cancellationToken);
}
