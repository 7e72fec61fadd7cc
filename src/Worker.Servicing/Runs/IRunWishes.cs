namespace Worker.Servicing.Runs;

public interface IRunWishes
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
