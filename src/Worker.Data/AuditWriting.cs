namespace Worker.Data;

internal static class AuditWriting
{
    public static Task WriteAuditAsync(this DatabaseSession transaction, Database database, AuditEntry entry) =>
        transaction.ExecuteAsync(
            database.Statements["audit/insert"],
            new { entry.RecordedAt, entry.Actor, Action = entry.Action.Ansi(), entry.Subject, entry.Reason, entry.Detail });
}
