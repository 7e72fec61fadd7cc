using Worker.Servicing.Operators;

namespace Worker.Servicing.Retention;

/// <summary>Puts into the audit log who pruned what.</summary>
public interface IPruneAudit
{
    Task WriteAsync(OperatorNote note, string detail, DateTimeOffset now, CancellationToken cancellationToken);
}
