using Worker.Data.Ledger;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

public sealed class WaiverStore(Database database) : IWaiverStore
{
    private readonly Statements statements = database.Statements;
    private readonly BookReader book = new(database);

    public Task<Waiver?> EnterAsync(
        string planReference,
        string key,
        Func<PlanSnapshot?, Waiver> decide,
        OperatorNote note,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        database.WriteAsync<Waiver?>(
            async transaction =>
            {
                PlanSnapshot? plan = await ReadAsync(transaction, planReference);
                if (await transaction.FindEntryAsync(database, key) is not null)
                {
                    return null;
                }

                Waiver waiver = decide(plan);
                int entered = await transaction.ExecuteAsync(
                    statements["ledger-writer/insert-entry"],
                    new
                    {
                        waiver.Key,
                        plan!.PlanId,
                        waiver.InstallmentId,
                        Kind = EntryKind.Waiver.Name().Ansi(),
                        Amount = waiver.Amount.Minor,
                        Currency = waiver.Amount.Currency.Code.Ansi(),
                        waiver.EffectiveOn,
                        Now = now,
                        ReversesEntryId = (long?)null,
                        Actor = note.Actor.Name,
                        note.Reason,
                        LastEntryId = plan.NewestEntryId,
                    });
                if (entered == 0)
                {
                    throw new OperationRefusedException(
                        $"The ledger of plan {planReference} moved while the waiver was being entered. Nothing was waived: try again.")
                    { Refusal = RefusalReason.LedgerMoved };
                }

                await transaction.WriteStatusesAsync(database, waiver.Statuses);
                await transaction.WriteAuditAsync(
                    database, new AuditEntry(now, note.Actor, "waive", $"installment {waiver.Subject}", note.Reason, $"{waiver.Amount}, {waiver.Key}"));
                return waiver;
            },
            cancellationToken);

    private async Task<PlanSnapshot?> ReadAsync(DatabaseSession transaction, string planReference)
    {
        var key = new { Reference = planReference };
        await transaction.ExecuteAsync(statements["ledger-writer/claim-plan"], key);
        PlanKeyRow? found = await transaction.QuerySingleOrDefaultAsync<PlanKeyRow>(statements["ledger-writer/find-plan"], key);
        return found is null ? null : (await book.ReadPlansAsync(transaction, [found.PlanId]))[found.PlanId];
    }

    private sealed class PlanKeyRow
    {
        public long PlanId { get; init; }
    }
}
