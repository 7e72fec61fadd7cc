using Worker.Servicing.Operators;
using Worker.Servicing.Retention;

namespace Worker.Data.Retention;

/// <summary>Pruning in the audit log of the database.</summary>
public sealed class PruneAudit(Database database) : IPruneAudit
{
    public Task WriteAsync(OperatorNote note, string detail, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction => transaction.WriteAuditAsync(
                database, new AuditEntry(now, note.Actor, "prune", "messages, attempts, runs", note.Reason, detail)),
            cancellationToken);
}
