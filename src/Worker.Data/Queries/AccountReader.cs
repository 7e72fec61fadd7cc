using System.Data;
using Worker.Data.Ledger;
using Worker.Servicing.Ledger;

namespace Worker.Data.Queries;

public sealed class AccountReader(Database database)
{
    private readonly Statements statements = database.Statements;
    private readonly PlanFiles files = new(database);

    public Task<CustomerProfile?> FindCustomerAsync(long customerId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<CustomerProfile>(statements["account-reader/find-customer"], new { CustomerId = customerId }),
            cancellationToken);

    /// <summary>Plans of a customer after a key, in the order of keys.</summary>
    public Task<IReadOnlyList<PlanTerms>> ReadPlansAsync(long customerId, long after, int count, CancellationToken cancellationToken) =>
        database.ListAsync<PlanTerms>(statements["account-reader/read-plans"], new { CustomerId = customerId, After = after, Count = count }, cancellationToken);

    public Task<PlanFile?> FindPlanAsync(long planId, CancellationToken cancellationToken) =>
        database.ReadSnapshotAsync(transaction => files.FindAsync(transaction, planId), cancellationToken);

    public Task<long?> FindPlanOfAsync(long installmentId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<long?>(statements["account-reader/find-plan-of"], new { InstallmentId = installmentId }),
            cancellationToken);

    public Task<IReadOnlyList<BoundMethod>> ReadMethodsAsync(long customerId, CancellationToken cancellationToken) =>
        database.ListAsync<BoundMethod>(statements["account-reader/read-methods"], new { CustomerId = customerId }, cancellationToken);

    /// <summary>The holds of a customer and of its plans, newest first, those that ended included.</summary>
    public Task<IReadOnlyList<PlacedHold>> ReadHoldsAsync(long customerId, CancellationToken cancellationToken) =>
        database.ListAsync<PlacedHold>(statements["account-reader/read-holds"], new { CustomerId = customerId }, cancellationToken);

    public Task<IReadOnlyList<AttemptLine>> ReadAttemptsAsync(long installmentId, CancellationToken cancellationToken) =>
        database.ListAsync<AttemptLine>(statements["account-reader/read-attempts"], new { InstallmentId = installmentId }, cancellationToken);
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

public sealed record CustomerProfile
{
    public required long CustomerId { get; init; }

    public required string Reference { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    /// <summary>A BCP 47 tag.</summary>
    public required string Language { get; init; }

    public required string TimeZone { get; init; }

    /// <summary>Why a mail server refused the address for good; null when none did.</summary>
    public string? BadAddressReason { get; init; }

    /// <summary>When the customer unsubscribed from courtesy messages; null otherwise.</summary>
    public DateTimeOffset? CourtesyOffAt { get; init; }

    /// <summary>The reference alone: names and addresses never reach a log.</summary>
    public override string ToString() => $"customer {Reference}";
}

public sealed record BoundMethod
{
    public required string Reference { get; init; }

    public required string Channel { get; init; }

    /// <summary>In full: it must be masked before it is shown.</summary>
    public required string Token { get; init; }

    public required int Priority { get; init; }

    public required string Status { get; init; }

    public string? StatusReason { get; init; }

    public DateTimeOffset? StatusChangedAt { get; init; }

    public override string ToString() => $"method {Reference} ({Channel})";
}

public sealed record PlacedHold
{
    /// <summary>The plan it is on; null for the customer with every plan.</summary>
    public string? PlanReference { get; init; }

    public required string Reason { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>The last business date it holds; null until it is released.</summary>
    public DateOnly? Until { get; init; }

    public DateTimeOffset? ReleasedAt { get; init; }

    public bool IsInForceOn(DateOnly businessDate) => ReleasedAt is null && (Until is null || Until >= businessDate);
}

/// <summary>A debit attempt with every answer of the channel that is kept.</summary>
public sealed record AttemptLine
{
    public required string OrderNumber { get; init; }

    public required long RunId { get; init; }

    public required string MethodReference { get; init; }

    public required string Channel { get; init; }

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO code.</summary>
    public required string Currency { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required string State { get; init; }

    /// <summary>In full: it must be masked before it is shown.</summary>
    public required string Token { get; init; }

    public string? Reference { get; init; }

    public string? DeclineCode { get; init; }

    public string? DeclineCategory { get; init; }

    public string? Detail { get; init; }

    /// <summary>When it was settled; null while it is in doubt.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>How often the channel was asked; null once it is settled.</summary>
    public long? Asks { get; init; }

    /// <summary>How often it was sent again; null once it is settled.</summary>
    public long? Resends { get; init; }

    /// <summary>When the channel is asked next; null once it is settled.</summary>
    public DateTimeOffset? NextAskAt { get; init; }

    public override string ToString() => $"attempt {OrderNumber} ({State})";
}
