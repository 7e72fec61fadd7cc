namespace Worker.Servicing.Operators;

public interface IRunCancellation
{
    /// <summary>Notes that a run is to be cancelled, and tells the audit log. Its workers stop when they learn of it.</summary>
    /// <returns>Whether it was under way and nobody had wanted that before; null when there is no such run.</returns>
    Task<bool?> WishAsync(long runId, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends a run that is to be cancelled, whoever holds its slices: they can't write any more.</summary>
    /// <returns>Whether it was this call that ended it.</returns>
    Task<bool> EndAsync(long runId, DateTimeOffset now, CancellationToken cancellationToken);
}
