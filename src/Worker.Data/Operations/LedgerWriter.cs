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
                LedgerChange? deed = decide(plan, await transaction.FindEntryAsync(database, key));
                if (deed is null)
                {
                    return null;
                }

                await EnterAsync(transaction, plan, key, deed, note, now);
                await transaction.WriteStatusesAsync(database, deed.Statuses);
                await transaction.WriteAuditAsync(
                    database, new AuditEntry(now, note.Actor, deed.Action, deed.Subject, note.Reason, $"{deed.Amount}, {key}"));
                return deed;
            },
            cancellationToken);

    private async Task EnterAsync(
        DatabaseSession transaction, PlanFile plan, string key, LedgerChange deed, OperatorNote note, DateTimeOffset now)
    {
        int entered = await transaction.ExecuteAsync(
            statements["ledger-writer/insert-entry"],
            new
            {
                Key = key,
                plan.Terms.PlanId,
                deed.InstallmentId,
                Kind = deed.Kind.Name().Ansi(),
                Amount = deed.Amount.Minor,
                Currency = deed.Amount.Currency.Code.Ansi(),
                deed.EffectiveOn,
                Now = now,
                deed.ReversesEntryId,
                Actor = note.Actor.Name,
                Reason = deed.LedgerReason,
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
