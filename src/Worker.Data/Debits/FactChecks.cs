using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;

namespace Worker.Data.Debits;

/// <summary>Checks that the facts of debits still hold.</summary>
internal static class FactChecks
{
    /// <summary>Locks the facts of these debits until the transaction ends.</summary>
    public static async Task LockFactsAsync(this DatabaseSession transaction, Database database, IReadOnlyList<DecidedDebit> debits)
    {
        foreach (long[] plans in debits.Select(debit => debit.Attempt.PlanId).Distinct().Order().Chunk(Database.BatchSize))
        {
            await database.LockFactsAsync(transaction, Database.Batch(plans));
        }
    }

    /// <summary>The order numbers of those whose facts still hold; none when the lease was lost.</summary>
    public static async Task<IReadOnlySet<string>> FindUnmovedAsync(
        this DatabaseSession session,
        Database database,
        SliceLease lease,
        DateOnly businessDate,
        IReadOnlyList<DecidedDebit> debits)
    {
        var unmoved = new HashSet<string>(StringComparer.Ordinal);
        foreach (DecidedDebit[] batch in debits.Chunk(Database.BatchSize))
        {
            unmoved.UnionWith(await session.QueryAsync<string>(
                database.Statements["fact-checks/find-unmoved"],
                new
                {
                    Batch = Database.Batch(batch.Select(FactRow.Of)),
                    BusinessDate = businessDate,
                    lease.RunId,
                    lease.Number,
                    lease.Fence,
                }));
        }

        return unmoved;
    }

    private sealed record FactRow(
        string OrderNumber,
        long InstallmentId,
        DateOnly DueOn,
        long Principal,
        long Interest,
        string Status,
        long DesignatedMethodId,
        bool AllowsFallback,
        long PaymentMethodId,
        string Token,
        long? MaxAmount,
        DateOnly? ValidFrom,
        DateOnly? ValidUntil,
        long LedgerMark)
    {
        public static FactRow Of(DecidedDebit debit) => new(
            debit.Attempt.OrderNumber,
            debit.Attempt.InstallmentId,
            debit.Facts.DueOn,
            debit.Facts.Principal,
            debit.Facts.Interest,
            debit.Facts.Status.Name(),
            debit.Facts.DesignatedMethodId ?? 0,
            debit.Facts.AllowsFallback,
            debit.Attempt.PaymentMethodId,
            debit.Attempt.Token,
            debit.Facts.Mandate.MaxAmount,
            debit.Facts.Mandate.ValidFrom,
            debit.Facts.Mandate.ValidUntil,
            debit.Facts.LedgerMark);
    }
}
