using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

public sealed class HoldStore(Database database) : IHoldStore
{
    private readonly Statements statements = database.Statements;

    public Task<HoldChange?> HoldAsync(HoldRequest request, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await database.ClaimAsync(transaction, "holds");
                if (await FindAsync(transaction, request) is not Found found)
                {
                    return null;
                }

                HoldInForce? before = found.Holds.FirstOrDefault()?.ToHold();
                if (found.Holds is [HoldRow only] && only.Until == request.Until)
                {
                    return new HoldChange(false, before, found.IsCustomerHeld);
                }

                await ReleaseAsync(transaction, found, request, now);
                await transaction.ExecuteAsync(
                    statements["hold/hold"],
                    new { found.CustomerId, found.PlanId, note.Reason, Actor = note.Actor.Name, Now = now, request.Until });
                string detail = request.Until is null ? "until released" : $"until {request.Until:yyyy-MM-dd}";
                await transaction.WriteAuditAsync(database, Audit("hold", request, note, now, detail));
                return new HoldChange(true, before, found.IsCustomerHeld);
            },
            cancellationToken);

    public Task<HoldChange?> ReleaseAsync(HoldRequest request, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await database.ClaimAsync(transaction, "holds");
                if (await FindAsync(transaction, request) is not Found found)
                {
                    return null;
                }

                if (found.Holds.Count > 0)
                {
                    await ReleaseAsync(transaction, found, request, now);
                    await transaction.WriteAuditAsync(database, Audit("release", request, note, now, null));
                }

                return new HoldChange(found.Holds.Count > 0, found.Holds.FirstOrDefault()?.ToHold(), found.IsCustomerHeld);
            },
            cancellationToken);

    private static AuditEntry Audit(string action, HoldRequest request, OperatorNote note, DateTimeOffset now, string? detail) =>
        new(now, note.Actor, action, $"{request.Subject.Name()} {request.Reference}", note.Reason, detail);

    private Task<int> ReleaseAsync(DatabaseSession transaction, Found found, HoldRequest request, DateTimeOffset now) =>
        transaction.ExecuteAsync(
            statements["hold/release"], new { found.CustomerId, found.PlanId, request.BusinessDate, Now = now });

    private async Task<Found?> FindAsync(DatabaseSession transaction, HoldRequest request)
    {
        string statement = request.Subject == HoldSubject.Plan ? "ledger-writer/find-plan" : "hold/find-customer";
        SubjectRow? subject = await transaction.QuerySingleOrDefaultAsync<SubjectRow>(
            statements[statement], new { request.Reference });
        if (subject is null)
        {
            return null;
        }

        List<HoldRow> ofCustomer = await HoldsAsync(transaction, null, subject.CustomerId, request.BusinessDate);
        return subject.PlanId is long planId
            ? new Found(null, planId, await HoldsAsync(transaction, planId, null, request.BusinessDate), ofCustomer.Count > 0)
            : new Found(subject.CustomerId, null, ofCustomer, IsCustomerHeld: false);
    }

    private async Task<List<HoldRow>> HoldsAsync(DatabaseSession transaction, long? planId, long? customerId, DateOnly businessDate) =>
    [
        .. await transaction.QueryAsync<HoldRow>(
            statements["hold/holds-in-force"], new { PlanId = planId, CustomerId = customerId, BusinessDate = businessDate }),
    ];

    private sealed record Found(long? CustomerId, long? PlanId, List<HoldRow> Holds, bool IsCustomerHeld);

    private sealed class SubjectRow
    {
        public long? PlanId { get; init; }

        public long CustomerId { get; init; }
    }

    private sealed class HoldRow
    {
        public DateOnly? Until { get; init; }

        public string Actor { get; init; } = "";

        public string Reason { get; init; } = "";

        public HoldInForce ToHold() => new(Until, Actor, Reason);
    }
}
