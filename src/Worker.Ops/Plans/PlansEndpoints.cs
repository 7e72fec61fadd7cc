using Worker.Data.Queries;
using Worker.Ops.Accounts;
using Worker.Ops.Operations;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Ops.Plans;

internal static class PlansEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder site)
    {
        site.MapGet("/plans/{id:long}", ShowAsync);
        site.MapOperation(new HoldOperation(HoldSubject.Plan, releases: false));
        site.MapOperation(new HoldOperation(HoldSubject.Plan, releases: true));
    }

    private static async Task<IResult> ShowAsync(
        long id, long? audit, [AsParameters] AccountPages pages, CancellationToken cancellationToken)
    {
        if (await pages.Accounts.FindPlanAsync(id, cancellationToken) is not PlanFile plan)
        {
            return TypedResults.NotFound();
        }

        IReadOnlyList<PlacedHold> holds = await pages.Accounts.ReadHoldsAsync(plan.Terms.CustomerId, cancellationToken);
        string[] subjects =
        [
            $"plan {plan.Terms.Reference}",
            .. plan.Snapshot?.Installments.Select(one => InstallmentSubject.Of(plan.Terms.Reference, one.Number)) ?? [],
        ];
        return SiteResults.Page<PlanPage>(
            (nameof(PlanPage.Plan), plan),
            (nameof(PlanPage.Account), plan.Replay(pages.Rules)),
            (nameof(PlanPage.Today), pages.Today),
            (nameof(PlanPage.Holds), holds.Where(hold => hold.PlanReference is null || hold.PlanReference == plan.Terms.Reference).ToList()),
            (nameof(PlanPage.Audit), await pages.AuditAsync(subjects, audit, cancellationToken)),
            (nameof(PlanPage.IsFirst), audit is null));
    }
}
