using System.Data.Common;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;

namespace Worker.Data.Ledger;

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
            async connection => (await connection.QueryInBatchesAsync<MethodRow>(statements["book-reader/read-methods"], customerIds))
                .ToLookup(
                    row => row.CustomerId,
                    row => new PaymentMethod(row.PaymentMethodId, row.CustomerId, row.Channel, row.Token, row.Status == PaymentMethodStatus.Active)
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
                        statements["book-reader/read-holds"], new { Ids = Database.Batch(batch), BusinessDate = businessDate }));
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
            await ReadPlansAsync(session, "book-reader/read-installments", "book-reader/read-entries", ids, plans);
        }

        return plans;
    }

    internal async Task ReadPlansAsync(
        DatabaseSession session, string installments, string entries, object parameters, Dictionary<long, PlanSnapshot> plans)
    {
        var rows = new PlanRows(database);
        await session.ReadRowsAsync(statements[installments], parameters, rows.ReadInstallment);
        await session.ReadRowsAsync(statements[entries], parameters, rows.ReadEntry);
        foreach (PlanRow row in await session.QueryAsync<PlanRow>(statements["book-reader/read-plans"], parameters))
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

/// <summary>
/// Collects the schedules and ledgers of a batch of plans. Columns are read by position, in the order the statements name
/// them: this is where a run spends its time, and mapping by name takes three times as long.
/// </summary>
internal sealed class PlanRows(Database database)
{
    private readonly Dictionary<long, (Installment[] Installments, InstallmentStatus[] Statuses)> schedules = [];
    private readonly Dictionary<long, LedgerEntry[]> ledgers = [];

    // Of the plan whose rows are coming.
    private readonly List<Installment> installments = [];
    private readonly List<InstallmentStatus> statuses = [];
    private readonly List<LedgerEntry> entries = [];
    private long scheduled;
    private long entered;

    /// <summary>Reads a row of <c>book-reader/read-installments</c>, which come in the order of plans.</summary>
    public void ReadInstallment(DbDataReader reader)
    {
        long planId = reader.GetInt64(0);
        if (planId != scheduled)
        {
            CloseSchedule();
        }

        scheduled = planId;
        InstallmentStatus status = InstallmentStatuses.Parse(reader.GetString(6));
        installments.Add(new Installment(
            reader.GetInt64(1),
            checked((int)reader.GetInt64(2)),
            database.ReadDate(reader, 3),
            reader.GetInt64(4),
            reader.GetInt64(5),
            status != InstallmentStatus.WrittenOff || reader.IsDBNull(7) ? null : database.ReadDate(reader, 7)));
        statuses.Add(status);
    }

    /// <summary>Reads a row of <c>book-reader/read-entries</c>, which come in the order of plans.</summary>
    public void ReadEntry(DbDataReader reader)
    {
        long planId = reader.GetInt64(0);
        if (planId != entered)
        {
            CloseLedger();
        }

        entered = planId;
        EntryKind kind = EntryKinds.Parse(reader.GetString(3));
        entries.Add(new LedgerEntry(
            reader.GetInt64(1),
            reader.GetInt64(2),
            kind,
            reader.GetInt64(4),
            database.ReadDate(reader, 5),
            kind != EntryKind.Reversal || reader.IsDBNull(6) ? null : reader.GetInt64(6)));
    }

    /// <summary>Call once every row is read.</summary>
    public PlanSnapshot ToSnapshot(PlanRow plan)
    {
        CloseSchedule();
        CloseLedger();
        (Installment[] installments, InstallmentStatus[] statuses) = schedules.GetValueOrDefault(plan.PlanId, ([], []));
        return new PlanSnapshot(
            plan.PlanId,
            plan.PlanReference,
            plan.CustomerId,
            plan.Product,
            plan.Currency,
            installments,
            statuses,
            ledgers.GetValueOrDefault(plan.PlanId, []));
    }

    private void CloseSchedule()
    {
        if (installments.Count > 0)
        {
            schedules.Add(scheduled, ([.. installments], [.. statuses]));
            installments.Clear();
            statuses.Clear();
        }
    }

    private void CloseLedger()
    {
        if (entries.Count > 0)
        {
            ledgers.Add(entered, [.. entries]);
            entries.Clear();
        }
    }
}

internal sealed class PlanRow
{
    public long PlanId { get; init; }

    public string PlanReference { get; init; } = "";

    public long CustomerId { get; init; }

    public string Product { get; init; } = "";

    public string Currency { get; init; } = "";
}
