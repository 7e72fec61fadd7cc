using Worker.Servicing.Ledger;

namespace Worker.Data.Book;

public sealed class BookReader(Database database) : IBookReader
{
    private readonly Statements statements = database.Statements;

    public async Task<IReadOnlyDictionary<long, PlanSnapshot>> ReadPlansAsync(
        IReadOnlyCollection<long> planIds, CancellationToken cancellationToken) =>
        planIds.Count == 0
            ? new Dictionary<long, PlanSnapshot>()
            : await database.ReadAsync(connection => ReadPlansAsync(connection, planIds), cancellationToken);

    public Task<ILookup<long, PaymentMethod>> ReadMethodsAsync(IReadOnlyCollection<long> customerIds, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QueryInBatchesAsync<MethodRow>(statements["book/read-methods"], customerIds))
                .ToLookup(
                    row => row.CustomerId,
                    row => new PaymentMethod(row.PaymentMethodId, row.CustomerId, row.Channel, row.Token, row.Status == "active")
                    {
                        Mandate = new Mandate(row.MaxAmount, row.ValidFrom, row.ValidUntil),
                        ActiveSince = row.ActiveSince,
                    }),
            cancellationToken);

    public Task<Holds> ReadHoldsAsync(IReadOnlyCollection<long> customerIds, DateOnly businessDate, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                var rows = new List<HoldRow>();
                foreach (long[] batch in customerIds.Chunk(Database.BatchSize))
                {
                    rows.AddRange(await connection.QueryAsync<HoldRow>(
                        statements["book/read-holds"], new { Ids = Database.Batch(batch), BusinessDate = businessDate }));
                }

                return new Holds(
                    rows.Where(row => row.CustomerId is not null).Select(row => row.CustomerId!.Value).ToHashSet(),
                    rows.Where(row => row.PlanId is not null).Select(row => row.PlanId!.Value).ToHashSet());
            },
            cancellationToken);

    /// <summary>Reads plans in a session of the caller's: what is read there is what is written on.</summary>
    internal async Task<Dictionary<long, PlanSnapshot>> ReadPlansAsync(DatabaseSession session, IReadOnlyCollection<long> planIds)
    {
        var plans = new Dictionary<long, PlanSnapshot>(planIds.Count);
        foreach (long[] batch in planIds.Chunk(Database.BatchSize))
        {
            var ids = new { Ids = Database.Batch(batch) };
            await ReadPlansAsync(session, "book/read-installments", "book/read-entries", ids, plans);
        }

        return plans;
    }

    internal async Task ReadPlansAsync(
        DatabaseSession session, string installments, string entries, object parameters, Dictionary<long, PlanSnapshot> plans)
    {
        var rows = new PlanRows(database);
        await session.ReadRowsAsync(statements[installments], parameters, rows.ReadInstallment);
        await session.ReadRowsAsync(statements[entries], parameters, rows.ReadEntry);
        foreach (PlanRow row in await session.QueryAsync<PlanRow>(statements["book/read-plans"], parameters))
        {
            plans[row.PlanId] = rows.ToSnapshot(row);
        }
    }

    private sealed class MethodRow
    {
        public long PaymentMethodId { get; init; }

        public long CustomerId { get; init; }

        public string Channel { get; init; } = "";

        public string Token { get; init; } = "";

        public string Status { get; init; } = "";

        public long? MaxAmount { get; init; }

        public DateOnly? ValidFrom { get; init; }

        public DateOnly? ValidUntil { get; init; }

        public DateTimeOffset? ActiveSince { get; init; }
    }

    private sealed class HoldRow
    {
        public long? CustomerId { get; init; }

        public long? PlanId { get; init; }
    }
}
