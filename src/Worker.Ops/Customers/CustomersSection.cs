using Worker.Data.Queries;
using Worker.Ops.Access;
using Worker.Ops.Accounts;
using Worker.Ops.Operations;
using Worker.Servicing.Calendar;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Ops.Customers;

internal sealed class CustomersSection : ISitePage
{
    private const int LongestSearch = 320;
    private const int PlansOfPage = 20;

    public string Path => "/customers";

    public string Title => AccountTexts.Customers;

    public string Policy => SitePolicies.Viewer;

    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet(Path, SearchAsync);
        site.MapGet("/customers/{id:long}", ShowAsync);
        site.MapLever(new HoldOperation(HoldSubject.Customer));
        site.MapLever(new ReleaseOperation(HoldSubject.Customer));
        site.MapLever(new MethodOperation(suspends: true));
        site.MapLever(new MethodOperation(suspends: false));
    }

    private static async Task<IResult> SearchAsync(string? q, AccountSearch search, CancellationToken cancellationToken)
    {
        string text = (q ?? "").Trim();
        return SiteResults.Page<SearchPage>(
            (nameof(SearchPage.Text), text),
            (nameof(SearchPage.Hits), text.Length is > 0 and <= LongestSearch ? await search.SearchAsync(text, cancellationToken) : null));
    }

    private static async Task<IResult> ShowAsync(
        long id, long? plans, long? messages, long? audit, AccountReader accounts, CorrespondenceReader correspondence, IBookReader book, LedgerRules rules, BusinessZone zone, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await accounts.FindCustomerAsync(id, cancellationToken) is not CustomerProfile customer)
        {
            return TypedResults.NotFound();
        }

        KeyPage<PlanTerms> listed = KeyPage<PlanTerms>.Of(
            await accounts.ReadPlansAsync(id, plans ?? 0, PlansOfPage + 1, cancellationToken), PlansOfPage, plan => plan.PlanId);
        IReadOnlyList<BoundMethod> methods = await accounts.ReadMethodsAsync(id, cancellationToken);
        string[] subjects =
        [
            $"customer {customer.Reference}", $"courtesy mail of customer {customer.Reference}",
            .. methods.Select(method => $"method {method.Reference}"),
            .. listed.Rows.Select(plan => $"plan {plan.Reference}"),
        ];
        return SiteResults.Page<CustomerPage>(
            (nameof(CustomerPage.Customer), customer),
            (nameof(CustomerPage.Plans), listed),
            (nameof(CustomerPage.Standings), await StandingsAsync(listed.Rows, book, rules, zone.DateAt(time.GetUtcNow()), cancellationToken)),
            (nameof(CustomerPage.Methods), methods),
            (nameof(CustomerPage.Holds), await accounts.ReadHoldsAsync(id, cancellationToken)),
            (nameof(CustomerPage.Messages), await correspondence.MessagesAsync(id, null, messages, cancellationToken)),
            (nameof(CustomerPage.Audit), await correspondence.AuditAsync(subjects, audit, cancellationToken)),
            (nameof(CustomerPage.IsFirst), plans is null && messages is null && audit is null));
    }

    /// <summary>What each plan owes; one whose rows break a rule is left out.</summary>
    private static async Task<IReadOnlyDictionary<long, PlanBalance>> StandingsAsync(
        IReadOnlyList<PlanTerms> plans, IBookReader book, LedgerRules rules, DateOnly today, CancellationToken cancellationToken)
    {
        var standings = new Dictionary<long, PlanBalance>();
        foreach ((long planId, PlanSnapshot plan) in await book.ReadPlansAsync([.. plans.Select(plan => plan.PlanId)], cancellationToken))
        {
            if (plan.TryReplay(rules, out PlanAccount? account, out _))
            {
                standings[planId] = PlanBalance.Of(account, today);
            }
        }

        return standings;
    }
}
