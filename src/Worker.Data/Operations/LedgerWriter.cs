using Worker.Data.Queries;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

public sealed class LedgerWriter(Database database) : ILedgerWriter
{
    private readonly Statements statements = database.Statements;
    private readonly PlanFiles files = new(database);

    public Task<PlanFile?> ReadAsync(string planReference, CancellationToken cancellationToken) =>
        database.ReadSnapshotAsync(transaction => FindAsync(transaction, planReference), cancellationToken);

    public Task<LedgerChange?> EnterAsync(
        string planReference,
        string key,
        Func<PlanFile, KnownEntry?, LedgerChange?> decide,
        OperatorNote note,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(statements["ledger-writer/claim-plan"], new { Reference = planReference });
                PlanFile plan = await FindAsync(transaction, planReference)
                    ?? throw new OperationRefusedException($"There is no plan '{planReference}'.") { Refusal = RefusalReason.Unknown };
                LedgerChange? change = decide(plan, await transaction.FindEntryAsync(database, key));
                if (change is null)
                {
                    return null;
                }

                await EnterAsync(transaction, plan, key, change, note, now);
                await transaction.WriteStatusesAsync(database, change.Statuses);
                await transaction.WriteAuditAsync(
                    database, new AuditEntry(now, note.Actor, change.Action, change.Subject, note.Reason, $"{change.Amount}, {key}"));
                return change;
            },
            cancellationToken);

    private async Task EnterAsync(
        DatabaseSession transaction, PlanFile plan, string key, LedgerChange change, OperatorNote note, DateTimeOffset now)
    {
        int entered = await transaction.ExecuteAsync(
            statements["ledger-writer/insert-entry"],
            new
            {
                Key = key,
                plan.Terms.PlanId,
                change.InstallmentId,
                Kind = change.Kind.Name().Ansi(),
                Amount = change.Amount.Minor,
                Currency = change.Amount.Currency.Code.Ansi(),
                change.EffectiveOn,
                Now = now,
                change.ReversesEntryId,
                Actor = note.Actor.Name,
                Reason = change.LedgerReason,
                LastEntryId = plan.Lines.Count == 0 ? 0 : plan.Lines[^1].EntryId,
            });
        if (entered == 0)
        {
            throw new OperationRefusedException($"The ledger of plan {plan.Terms.Reference} moved meanwhile. Nothing was entered: try again.")
            {
                Refusal = RefusalReason.LedgerMoved,
            };
        }
    }

    private async Task<PlanFile?> FindAsync(DatabaseSession transaction, string planReference)
    {
        long? planId = await transaction.QuerySingleOrDefaultAsync<long?>(
            statements["ledger-writer/find-plan"], new { Reference = planReference });
        return planId is long found ? await files.FindAsync(transaction, found) : null;
    }
}

/// <summary>Finds the entry of a key in the ledger, inside the transaction that is to enter it.</summary>
internal static class EntryKeys
{
    public static async Task<KnownEntry?> FindEntryAsync(this DatabaseSession transaction, Database database, string key) =>
        (await transaction.QuerySingleOrDefaultAsync<EntryRow>(
            database.Statements["entry-keys/find-entry"], new { Key = key }))?.ToEntry();

    private sealed class EntryRow
    {
        public string PlanReference { get; init; } = "";

        public long InstallmentId { get; init; }

        public long Amount { get; init; }

        public DateOnly EffectiveOn { get; init; }

        public KnownEntry ToEntry() => new(PlanReference, InstallmentId, Amount, EffectiveOn);
    }
}
