using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

public sealed class AuditLog(Database database) : IAuditLog
{
    public Task WriteAsync(OperatorAction action, CancellationToken cancellationToken) => database.WriteAsync(
        transaction => transaction.WriteAuditAsync(
            database, new AuditEntry(action.At, action.Actor, action.Name, action.Subject, action.Reason, action.Detail)),
        cancellationToken);
}
