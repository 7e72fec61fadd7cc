using System.Data;
using System.Globalization;
using Worker.Data.Ledger;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Data.Queries;

/// <summary>Customers and plans of the database, one at a time.</summary>
public sealed class AccountReader(Database database) : IAccountReader
{
    private readonly Statements statements = database.Statements;
    private readonly PlanFiles files = new(database);

    public Task<CustomerProfile?> FindCustomerAsync(long customerId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<CustomerProfile>(statements["account-reader/find-customer"], new { CustomerId = customerId }),
            cancellationToken);

    public Task<IReadOnlyList<PlanTerms>> ReadPlansAsync(long customerId, long after, int count, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PlanTerms>>(
            async connection => [.. await connection.QueryAsync<PlanTerms>(
                statements["account-reader/read-plans"], new { CustomerId = customerId, After = after, Count = count })],
            cancellationToken);

    public Task<PlanFile?> FindPlanAsync(long planId, CancellationToken cancellationToken) =>
        database.ReadSnapshotAsync(transaction => files.FindAsync(transaction, planId), cancellationToken);

    public Task<long?> FindPlanOfAsync(long installmentId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<long?>(statements["account-reader/find-plan-of"], new { InstallmentId = installmentId }),
            cancellationToken);

    public Task<IReadOnlyList<BoundMethod>> ReadMethodsAsync(long customerId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<BoundMethod>>(
            async connection => [.. await connection.QueryAsync<BoundMethod>(statements["account-reader/read-methods"], new { CustomerId = customerId })],
            cancellationToken);

    public Task<IReadOnlyList<PlacedHold>> ReadHoldsAsync(long customerId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PlacedHold>>(
            async connection => [.. await connection.QueryAsync<PlacedHold>(statements["account-reader/read-holds"], new { CustomerId = customerId })],
            cancellationToken);

    public Task<IReadOnlyList<AttemptLine>> ReadAttemptsAsync(long installmentId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AttemptLine>>(
            async connection => [.. await connection.QueryAsync<AttemptLine>(
                statements["account-reader/read-attempts"], new { InstallmentId = installmentId })],
            cancellationToken);
}

/// <summary>Plans with all that is kept of their ledgers, read in a transaction of the caller's.</summary>
internal sealed class PlanFiles(Database database)
{
    private readonly Statements statements = database.Statements;
    private readonly BookReader book = new(database);

    public async Task<PlanFile?> FindAsync(DatabaseSession transaction, long planId)
    {
        var key = new { PlanId = planId };
        PlanTerms? terms = await transaction.QuerySingleOrDefaultAsync<PlanTerms>(statements["account-reader/plan"], key);
        if (terms is null)
        {
            return null;
        }

        IEnumerable<LineRow> lines = await transaction.QueryAsync<LineRow>(statements["account-reader/ledger"], key);
        return new PlanFile(terms, await SnapshotAsync(transaction, planId), [.. lines.Select(row => row.ToLine())]);
    }

    /// <summary>Null when a row of the plan can't be read: its page says so, and shows the rest.</summary>
    private async Task<PlanSnapshot?> SnapshotAsync(DatabaseSession transaction, long planId)
    {
        try
        {
            return (await book.ReadPlansAsync(transaction, [planId])).GetValueOrDefault(planId);
        }
        catch (Exception broken) when (broken is FormatException or DataException)
        {
            return null;
        }
    }

    private sealed class LineRow
    {
        public long EntryId { get; init; }

        public string EntryKey { get; init; } = "";

        public long InstallmentId { get; init; }

        public string Kind { get; init; } = "";

        public long Amount { get; init; }

        public DateOnly EffectiveOn { get; init; }

        public DateTimeOffset EnteredAt { get; init; }

        public string? OrderNumber { get; init; }

        public long? ReversesEntryId { get; init; }

        public string Actor { get; init; } = "";

        public string? Reason { get; init; }

        public LedgerLine ToLine() => new()
        {
            EntryId = EntryId,
            Key = EntryKey,
            InstallmentId = InstallmentId,
            Kind = EntryKinds.Parse(Kind),
            Amount = Amount,
            EffectiveOn = EffectiveOn,
            EnteredAt = EnteredAt,
            OrderNumber = OrderNumber,
            ReversesEntryId = ReversesEntryId,
            Actor = Actor,
            Reason = Reason,
        };
    }
}

public sealed class AccountSearch(Database database) : IAccountSearch
{
    private readonly Statements statements = database.Statements;

    // Order numbers are digits and small letters, and their column holds no more than a code page: this comes after all of them.
    private const string LastOfOrders = "~";

    // The greatest character there is, in the order of each database: UTF-8 bytes in one, UTF-16 units in the other.
    private readonly string last = database.Provider == DatabaseProvider.Sqlite ? "\U0010FFFF" : "\uFFFF";

    public Task<IReadOnlyList<SearchHit>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        int dash = text.LastIndexOf('-');
        bool isNumbered = int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && dash > 0;
        return database.ReadAsync<IReadOnlyList<SearchHit>>(
            async connection =>
            [
                .. await connection.QueryAsync<SearchHit>(
                    statements["account-reader/search"],
                    new
                    {
                        From = text,
                        To = text + last,
                        OrderFrom = text.Ansi(),
                        OrderTo = (text + LastOfOrders).Ansi(),
                        EntryFrom = $"import:{text}",
                        EntryTo = $"import:{text}{last}",
                        Plan = isNumbered ? text[..dash] : "",
                        Number = isNumbered ? number : 0,
                    }),
            ],
            cancellationToken);
    }
}
