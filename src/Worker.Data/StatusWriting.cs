using System.Data.Common;
using Worker.Servicing.Ledger;
using Worker.Servicing.Overdue;

namespace Worker.Data;

/// <summary>Writes statuses inside the transaction that changes what they follow from.</summary>
internal static class StatusWriting
{
    public static Task WriteStatusesAsync(this DbTransaction transaction, Database database, IReadOnlyCollection<StatusChange> changes) =>
        transaction.ExecuteInBatchesAsync(
            database.Statements["book/write-statuses"],
            [.. changes.Select(change => new StatusRow(change.InstallmentId, change.Status.Name(), change.OverdueSince))]);

    private sealed record StatusRow(long InstallmentId, string Status, DateOnly? OverdueSince);
}
