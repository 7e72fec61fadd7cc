namespace Worker.Servicing.Operators;

/// <summary>Ends runs that are under way.</summary>
public interface IRunCancellation
{
    /// <summary>Ends a run as cancelled and takes its slices away; whoever works on them notices by that.</summary>
    /// <returns>Whether it was under way; null when there is no such run.</returns>
    Task<bool?> CancelAsync(long runId, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}
