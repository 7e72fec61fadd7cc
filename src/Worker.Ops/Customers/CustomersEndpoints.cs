using Worker.Data.Queries;
using Worker.Ops.Accounts;
using Worker.Ops.Operations;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Ops.Customers;

internal static class CustomersEndpoints
{
    private const int LongestSearch = 320;
    private const int PlansOfPage = 20;

    private const string Path = "/customers";

    public static void MapCustomers(this IEndpointRouteBuilder site)
    {
        site.MapGet(Path, SearchAsync);
        site.MapGet("/customers/{id:long}", ShowAsync);
        site.MapOperation(new HoldOperation(HoldSubject.Customer, releases: false));
        site.MapOperation(new HoldOperation(HoldSubject.Customer, releases: true));
        site.MapOperation(new MethodOperation(suspends: true));
        site.MapOperation(new MethodOperation(suspends: false));
    }

    private static async Task<IResult> SearchAsync(string? q, AccountSearch search, CancellationToken cancellationToken)
    {
        string text = (q ?? "").Trim();
        return SiteResults.Page<SearchPage>(
            (nameof(SearchPage.Text), text),
            (nameof(SearchPage.Hits), text.Length is > 0 and <= LongestSearch ? await search.SearchAsync(text, cancellationToken) : null));
    }

    private static async Task<IResult> ShowAsync(
        long id, long? plans, long? messages, long? audit, [AsParameters] AccountPages pages, CancellationToken cancellationToken)
    {
        if (await pages.Accounts.FindCustomerAsync(id, cancellationToken) is not CustomerProfile customer)
        {
            return TypedResults.NotFound();
        }

        KeyPage<PlanTerms> listed = KeyPage<PlanTerms>.Of(
            await pages.Accounts.ReadPlansAsync(id, plans ?? 0, PlansOfPage + 1, cancellationToken), PlansOfPage, plan => plan.PlanId);
        IReadOnlyList<BoundMethod> methods = await pages.Accounts.ReadMethodsAsync(id, cancellationToken);
        string[] subjects =
        [
            $"customer {customer.Reference}", $"courtesy mail of customer {customer.Reference}",
            .. methods.Select(method => $"method {method.Reference}"),
            .. listed.Rows.Select(plan => $"plan {plan.Reference}"),
        ];
        return SiteResults.Page<CustomerPage>(
            (nameof(CustomerPage.Customer), customer),
            (nameof(CustomerPage.Plans), listed),
            (nameof(CustomerPage.Balances), await BalancesAsync(listed.Rows, pages, cancellationToken)),
            (nameof(CustomerPage.Methods), methods),
            (nameof(CustomerPage.Holds), await pages.Accounts.ReadHoldsAsync(id, cancellationToken)),
            (nameof(CustomerPage.Messages), await pages.MessagesAsync(id, null, messages, cancellationToken)),
            (nameof(CustomerPage.Audit), await pages.AuditAsync(subjects, audit, cancellationToken)),
            (nameof(CustomerPage.IsFirst), plans is null && messages is null && audit is null));
    }

    /// <summary>What each plan owes; one whose rows break a rule is left out.</summary>
    private static async Task<IReadOnlyDictionary<long, PlanBalance>> BalancesAsync(
        IReadOnlyList<PlanTerms> plans, AccountPages pages, CancellationToken cancellationToken)
    {
        var balances = new Dictionary<long, PlanBalance>();
        foreach ((long planId, PlanSnapshot plan) in await pages.Book.ReadPlansAsync([.. plans.Select(plan => plan.PlanId)], cancellationToken))
        {
            if (plan.TryReplay(pages.Rules, out PlanAccount? account, out _))
            {
                balances[planId] = PlanBalance.Of(account, pages.Today);
            }
        }

        return balances;
    }
}
