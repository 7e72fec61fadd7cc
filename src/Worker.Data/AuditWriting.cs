using System.Data.Common;
using Dapper;

namespace Worker.Data;

/// <summary>Writes to the audit log, inside the transaction that does what is audited.</summary>
internal static class AuditWriting
{
    public static Task WriteAuditAsync(this DbTransaction transaction, Database database, AuditEntry entry) =>
        transaction.Connection!.ExecuteAsync(database.Statements["audit/insert"], entry, transaction);
}
