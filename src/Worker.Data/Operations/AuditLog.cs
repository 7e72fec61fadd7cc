using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

public sealed class AuditLog(Database database) : IAuditLog
{
    public Task WriteAsync(AuditedAction action, CancellationToken cancellationToken) => database.WriteAsync(
        transaction => transaction.WriteAuditAsync(
            database, new AuditEntry(action.At, action.Actor, action.Name, action.Subject, action.Reason, action.Detail)),
        cancellationToken);
}
