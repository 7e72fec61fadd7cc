using System.Data;
using System.Runtime.CompilerServices;
using Worker.Data.Ledger;
using Worker.Servicing.Consistency;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;

namespace Worker.Data.Consistency;

/// <summary>What the checks of the ledger look at, in the database.</summary>
public sealed class InvariantReader(Database database) : IInvariantReader
{
    private readonly Statements statements = database.Statements;
    private readonly BookReader book = new(database);

    public async IAsyncEnumerable<string> FindAsync(Invariant invariant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using DatabaseSession connection = await database.OpenAsync(cancellationToken);
        await foreach (string finding in connection.QueryUnbufferedAsync<string>(statements[InvariantStatements.Of(invariant)]))
        {
            yield return finding;
        }
    }

    public Task<KeyRange> ReadPlanKeysAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                KeysRow keys = await connection.QuerySingleAsync<KeysRow>(statements["invariant-reader/read-plan-keys"]);
                return new KeyRange(keys.FirstKey - 1, keys.LastKey);
            },
            cancellationToken);

    public Task<PlanReading> ReadPlansAsync(IReadOnlyCollection<long> planIds, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ReadAsync(connection, planIds), cancellationToken);

    public Task<PlanReading> ReadPlansSnapshotAsync(IReadOnlyCollection<long> planIds, CancellationToken cancellationToken) =>
        database.ReadSnapshotAsync(
            async transaction =>
            {
                var awaiting = new HashSet<long>();
                foreach (long[] batch in planIds.Chunk(Database.BatchSize))
                {
                    awaiting.UnionWith(await transaction.QueryAsync<long>(
                        statements["invariant-reader/read-plans-snapshot"], new { Ids = Database.Batch(batch) }));
                }

                return await ReadAsync(transaction, planIds) with { AwaitingStatuses = awaiting };
            },
            cancellationToken);

    public Task<FeesBrought?> ReadNewestFeesAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QuerySingleOrDefaultAsync<FeesRow>(statements["invariant-reader/read-newest-fees"]))?.ToFees(),
            cancellationToken);

    private async Task<PlanReading> ReadAsync(DatabaseSession session, IReadOnlyCollection<long> planIds)
    {
        try
        {
            return new PlanReading([.. (await book.ReadPlansAsync(session, planIds)).Values], []);
        }
        catch (Exception broken) when (broken is FormatException or DataException && planIds.Count == 1)
        {
            return new PlanReading([], [$"plan with key {planIds.First()}: can't be read: {broken.Message}"]);
        }
        catch (Exception broken) when (broken is FormatException or DataException)
        {
            // One row of one plan makes the batch unreadable.
            var plans = new List<PlanSnapshot>();
            var unreadable = new List<string>();
            foreach (long planId in planIds)
            {
                PlanReading single = await ReadAsync(session, [planId]);
                plans.AddRange(single.Plans);
                unreadable.AddRange(single.Unreadable);
            }

            return new PlanReading(plans, unreadable);
        }
    }

    private sealed class KeysRow
    {
        public long FirstKey { get; init; }

        public long LastKey { get; init; }
    }

    private sealed class FeesRow
    {
        public DateOnly ClosedDay { get; init; }

        public long LedgerMark { get; init; }

        public long LastPlanId { get; init; }

        public FeesBrought ToFees() => new(ClosedDay, LedgerMark, LastPlanId);
    }
}

/// <summary><c>doctor/open-debits-match</c>.</summary>
internal static class InvariantStatements
{
    public static string Of(Invariant invariant) => $"doctor/{invariant.Name}";
}
