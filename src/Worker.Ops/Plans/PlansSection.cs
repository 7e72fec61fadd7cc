using Worker.Data.Queries;
using Worker.Ops.Access;
using Worker.Ops.Accounts;
using Worker.Ops.Operations;
using Worker.Servicing.Calendar;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Ops.Plans;

/// <summary>The page of a plan, which customers and searches lead to.</summary>
internal sealed class PlansSection : ISitePage
{
    public string? Path => null;

    public string Title => AccountTexts.Plan;

    public string Policy => SitePolicies.Viewer;

    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/plans/{id:long}", ShowAsync);
        site.MapLever(new HoldOperation(HoldSubject.Plan));
        site.MapLever(new ReleaseOperation(HoldSubject.Plan));
    }

    private static async Task<IResult> ShowAsync(
        long id, long? audit, AccountReader accounts, CorrespondenceReader correspondence, LedgerRules rules, BusinessZone zone, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await accounts.FindPlanAsync(id, cancellationToken) is not PlanFile plan)
        {
            return TypedResults.NotFound();
        }

        IReadOnlyList<PlacedHold> holds = await accounts.ReadHoldsAsync(plan.Terms.CustomerId, cancellationToken);
        string[] subjects =
        [
            $"plan {plan.Terms.Reference}",
            .. plan.Snapshot?.Installments.Select(one => InstallmentSubject.Of(plan.Terms.Reference, one.Number)) ?? [],
        ];
        return SiteResults.Page<PlanPage>(
            (nameof(PlanPage.Plan), plan),
            (nameof(PlanPage.Account), plan.Replay(rules)),
            (nameof(PlanPage.Today), zone.DateAt(time.GetUtcNow())),
            (nameof(PlanPage.Holds), holds.Where(hold => hold.PlanReference is null || hold.PlanReference == plan.Terms.Reference).ToList()),
            (nameof(PlanPage.Audit), await correspondence.AuditAsync(subjects, audit, cancellationToken)),
            (nameof(PlanPage.IsFirst), audit is null));
    }
}
