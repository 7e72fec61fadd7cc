namespace Worker.Data;

/// <summary>Writes to the audit log, inside the transaction that does what is audited.</summary>
internal static class AuditWriting
{
    public static Task WriteAuditAsync(this DatabaseSession transaction, Database database, AuditEntry entry) =>
        transaction.ExecuteAsync(
            database.Statements["audit/insert"],
            new
            {
                entry.RecordedAt,
                Actor = entry.Actor.Name,
                ActorIssuer = entry.Actor.Account?.Issuer,
                ActorSubject = entry.Actor.Account?.Subject,
                entry.Action,
                entry.Subject,
                entry.Reason,
                entry.Detail,
            });
}
