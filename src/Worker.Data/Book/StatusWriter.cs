using Worker.Servicing.Ledger;

namespace Worker.Data.Book;

/// <summary>Stores statuses in the database.</summary>
/// <param name="database">Where.</param>
public sealed class StatusWriter(Database database) : IStatusWriter
{
    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<StatusChange> changes, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.WriteStatusesAsync(database, changes), cancellationToken);
}
