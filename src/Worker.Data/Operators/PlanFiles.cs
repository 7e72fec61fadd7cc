using System.Data;
using Worker.Data.Book;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

/// <summary>Plans with all that is kept of their ledgers, read in a transaction of the caller's.</summary>
internal sealed class PlanFiles(Database database)
{
    private readonly Statements statements = database.Statements;
    private readonly BookReader book = new(database);

    public async Task<PlanFile?> FindAsync(DatabaseSession transaction, long planId)
    {
        var key = new { PlanId = planId };
        PlanTerms? terms = await transaction.QuerySingleOrDefaultAsync<PlanTerms>(statements["site/plan"], key);
        if (terms is null)
        {
            return null;
        }

        IEnumerable<LineRow> lines = await transaction.QueryAsync<LineRow>(statements["site/ledger"], key);
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
