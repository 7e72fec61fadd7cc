using Worker.Servicing.Operators;

namespace Worker.Servicing.Retention;

/// <summary>Puts into the audit log who pruned what.</summary>
public interface IPruneAudit
{
    /// <summary>Writes one line of it.</summary>
    /// <param name="note">Who and why.</param>
    /// <param name="detail">What is about to be removed, or was.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task WriteAsync(OperatorNote note, string detail, DateTimeOffset now, CancellationToken cancellationToken);
}
