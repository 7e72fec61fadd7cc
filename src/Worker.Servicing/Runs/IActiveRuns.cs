namespace Worker.Servicing.Runs;

public interface IActiveRuns
{
    /// <summary>The run of a key; null when it is over.</summary>
    Task<Run?> FindActiveAsync(long runId, CancellationToken cancellationToken);
}
