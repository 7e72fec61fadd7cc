namespace Worker.Servicing.Runs;

/// <summary>What operators want of runs that are under way.</summary>
public interface IRunWishes
{
    /// <summary>Why a run is to be cancelled; null when nobody wants that, or it is over.</summary>
    Task<string?> FindCancelAsync(long runId, CancellationToken cancellationToken);

    /// <summary>Ends a run that is to be cancelled, unless a living worker holds one of its slices: the last one ends it.</summary>
    /// <returns>True when the run is over.</returns>
    Task<bool> TryEndAsync(long runId, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken);
}
