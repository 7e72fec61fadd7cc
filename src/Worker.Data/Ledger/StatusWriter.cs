using Worker.Servicing.Ledger;

namespace Worker.Data.Ledger;

public sealed class StatusWriter(Database database) : IStatusWriter
{
    public Task WriteAsync(IReadOnlyList<StatusChange> changes, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.WriteStatusesAsync(database, changes), cancellationToken);
}
