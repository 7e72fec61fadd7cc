using Worker.Data.Jobs;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;

namespace Worker.Data.Ledger;

public sealed class LateFeeStore(Database database) : ILateFeeStore
{
    private readonly Statements statements = database.Statements;
    private readonly BookReader book = new(database);

    public Task<IReadOnlyList<long>> PartitionAsync(LateFeeQuery query, int sliceSize, CancellationToken cancellationToken) =>
        database.ListAsync<long>(statements["late-fee/partition"], new { query.DueBy, query.LedgerMark, SliceSize = sliceSize }, cancellationToken);

    public Task<IReadOnlyList<long>> ReadPlansAsync(LateFeeQuery query, KeyRange range, CancellationToken cancellationToken) =>
        database.ListAsync<long>(statements["late-fee/read-plans"], new { query.DueBy, query.LedgerMark, range.After, range.To }, cancellationToken);

    public Task<IReadOnlyCollection<PlanSnapshot>> ReadForFeesAsync(
        LateFeeQuery query, IReadOnlyCollection<long> planIds, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                var plans = new Dictionary<long, PlanSnapshot>(planIds.Count);
                foreach (long[] batch in planIds.Chunk(Database.BatchSize))
                {
                    HashSet<long> entangled = query.FeesArePaidFirst
                        ? [.. await connection.QueryAsync<long>(statements["late-fee/entangled-plans"], new { Ids = Database.Batch(batch), query.DueBy })]
                        : [.. batch];
                    var others = new { Ids = Database.Batch(batch.Where(planId => !entangled.Contains(planId))), query.DueBy };
                    await book.ReadPlansAsync(connection, "book-reader/past-due-installments", "book-reader/past-due-entries", others, plans);
                    foreach ((long planId, PlanSnapshot plan) in await book.ReadPlansAsync(connection, entangled))
                    {
                        plans.Add(planId, plan);
                    }
                }

                return (IReadOnlyCollection<PlanSnapshot>)plans.Values;
            },
            cancellationToken);

    public Task PostAsync(
        SliceStep step, IReadOnlyList<LateFeeEntry> fees, IReadOnlyList<StatusChange> statuses, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.AdvanceAsync(database, step, now);
                await transaction.ExecuteInBatchesAsync(statements["late-fee/post"], fees, now);
                await transaction.WriteStatusesAsync(database, statuses);
            },
            cancellationToken);
}
