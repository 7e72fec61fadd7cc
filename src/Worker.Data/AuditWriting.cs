using Worker.Servicing.Operations;

namespace Worker.Data;

internal static class AuditWriting
{
    public static Task WriteAuditAsync(this DatabaseSession transaction, Database database, AuditEntry entry) =>
        transaction.ExecuteAsync(
            database.Statements["audit-writing/write-audit"],
            new
            {
                entry.RecordedAt,
                Actor = entry.Actor.Name,
                ActorIssuer = entry.Actor.Account?.Issuer,
                ActorSubject = entry.Actor.Account?.Subject,
                Action = entry.Action.Ansi(),
                entry.Subject,
                entry.Reason,
                entry.Detail,
            });
}

public sealed class AuditLog(Database database) : IAuditLog
{
    public Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.WriteAuditAsync(database, entry), cancellationToken);
}
