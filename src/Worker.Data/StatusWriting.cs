using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;

namespace Worker.Data;

internal static class StatusWriting
{
    /// <summary>A statement for each status and day: thousands of installments share a few of them.</summary>
    public static async Task WriteStatusesAsync(this DatabaseSession transaction, Database database, IReadOnlyCollection<StatusChange> changes)
    {
        string statement = database.Statements["status-writing/write-statuses"];
        foreach (IGrouping<(InstallmentStatus Status, DateOnly? OverdueSince), long> group in
            changes.GroupBy(change => (change.Status, change.OverdueSince), change => change.InstallmentId))
        {
            foreach (long[] batch in group.Chunk(Database.BatchSize))
            {
                await transaction.ExecuteAsync(
                    statement,
                    new { Status = group.Key.Status.Name().Ansi(), group.Key.OverdueSince, Ids = Database.Batch(batch) });
            }
        }
    }
}

public sealed class StatusWriter(Database database) : IStatusWriter
{
    public Task WriteAsync(IReadOnlyList<StatusChange> changes, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.WriteStatusesAsync(database, changes), cancellationToken);
}
