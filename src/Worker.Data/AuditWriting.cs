using Worker.Servicing.Jobs;

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

internal sealed record AuditEntry(DateTimeOffset RecordedAt, Actor Actor, string Action, string Subject, string? Reason, string? Detail);
