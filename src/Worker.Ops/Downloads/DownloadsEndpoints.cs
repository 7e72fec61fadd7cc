using Worker.Data.Queries;
using Worker.Servicing.Calendar;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;

namespace Worker.Ops.Downloads;

/// <summary>What can be taken along: repayments, statements, overdue installments by bucket, a run's rows.</summary>
internal static class DownloadsEndpoints
{
    private const int PlansOfStatement = 20;

    private const string Path = "/downloads";

    public static void MapDownloads(this IEndpointRouteBuilder site)
    {
        site.MapGet(Path, () => SiteResults.Page<DownloadsPage>());
        site.MapGet("/overdue/{bucket}.csv", Overdue);
        site.MapGet("/runs/{id:long}/rows.csv", RunRowsAsync);
        site.MapGet("/plans/{id:long}/repayments.csv", RepaymentsOfPlanAsync);
        site.MapGet("/customers/{id:long}/repayments.csv", RepaymentsOfCustomerAsync);
        site.MapGet("/plans/{id:long}/statement", StatementOfPlanAsync);
        site.MapGet("/customers/{id:long}/statement", StatementOfCustomerAsync);
    }

    private static IResult Overdue(
        string bucket, RecordReader records, IBookReader book, LedgerRules rules, BusinessZone zone, TimeProvider time, CancellationToken cancellationToken)
    {
        DelinquencyBucket? wanted = Enum.GetValues<DelinquencyBucket>().Cast<DelinquencyBucket?>()
            .FirstOrDefault(one => string.Equals(OverdueList.FileNameOf(one!.Value), bucket, StringComparison.OrdinalIgnoreCase));
        return wanted is null ? TypedResults.NotFound() : new OverdueList(records, book, rules).Of(wanted.Value, zone.DateAt(time.GetUtcNow()), cancellationToken);
    }

    private static async Task<IResult> RunRowsAsync(long id, RecordReader records, CancellationToken cancellationToken) =>
        await records.HasRunAsync(id, cancellationToken) ? RunRowList.Of(id, records, cancellationToken) : TypedResults.NotFound();

    private static async Task<IResult> RepaymentsOfPlanAsync(long id, AccountReader accounts, LedgerRules rules, CancellationToken cancellationToken) =>
        await accounts.FindPlanAsync(id, cancellationToken) is PlanFile plan
            ? RepaymentList.Of($"repayments-{plan.Terms.Reference}.csv", new[] { plan }.ToAsyncEnumerable(), rules)
            : TypedResults.NotFound();

    private static async Task<IResult> RepaymentsOfCustomerAsync(long id, AccountReader accounts, LedgerRules rules, CancellationToken cancellationToken) =>
        await accounts.FindCustomerAsync(id, cancellationToken) is CustomerProfile customer
            ? RepaymentList.Of($"repayments-{customer.Reference}.csv", RepaymentList.PlansOf(id, accounts, cancellationToken), rules)
            : TypedResults.NotFound();

    private static async Task<IResult> StatementOfPlanAsync(
        long id, AccountReader accounts, LedgerRules rules, BusinessZone zone, TimeProvider time, CancellationToken cancellationToken) =>
        await accounts.FindPlanAsync(id, cancellationToken) is PlanFile plan
            && await accounts.FindCustomerAsync(plan.Terms.CustomerId, cancellationToken) is CustomerProfile customer
            ? Statement(customer, new KeyPage<PlanFile>([plan], null), rules, zone.DateAt(time.GetUtcNow()), $"/plans/{id}")
            : TypedResults.NotFound();

    private static async Task<IResult> StatementOfCustomerAsync(
        long id, long? plans, AccountReader accounts, LedgerRules rules, BusinessZone zone, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await accounts.FindCustomerAsync(id, cancellationToken) is not CustomerProfile customer)
        {
            return TypedResults.NotFound();
        }

        KeyPage<PlanTerms> listed = KeyPage<PlanTerms>.Of(
            await accounts.ReadPlansAsync(id, plans ?? 0, PlansOfStatement + 1, cancellationToken), PlansOfStatement, plan => plan.PlanId);
        var files = new List<PlanFile>();
        foreach (PlanTerms terms in listed.Rows)
        {
            if (await accounts.FindPlanAsync(terms.PlanId, cancellationToken) is PlanFile file)
            {
                files.Add(file);
            }
        }

        return Statement(customer, new KeyPage<PlanFile>(files, listed.Next), rules, zone.DateAt(time.GetUtcNow()), $"/customers/{id}");
    }

    private static IResult Statement(CustomerProfile customer, KeyPage<PlanFile> plans, LedgerRules rules, DateOnly today, string back) =>
        SiteResults.Page<StatementPage>(
            (nameof(StatementPage.Customer), customer),
            (nameof(StatementPage.Plans), plans),
            (nameof(StatementPage.Rules), rules),
            (nameof(StatementPage.Today), today),
            (nameof(StatementPage.Back), back));
}
