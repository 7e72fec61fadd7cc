namespace Worker.Servicing.Operators;

/// <summary>Reads what is recorded of runs, at a cost that does not grow with how many there were.</summary>
public interface IRunReader
{
    /// <summary>
    /// Runs, the newest first. It looks at a stretch of keys at a time: a page may have fewer rows than it could, even none, and
    /// still be followed by another.
    /// </summary>
    Task<KeyPage<RunRecord>> ReadAsync(RunQuery query, CancellationToken cancellationToken);

    /// <summary>One run; null when there is none of that key.</summary>
    Task<RunDetails?> FindAsync(long runId, RunPart part, CancellationToken cancellationToken);

    /// <summary>The newest run of an occasion; null when there is none.</summary>
    Task<long?> FindOccasionAsync(string job, DateOnly businessDate, string occasion, CancellationToken cancellationToken);
}
