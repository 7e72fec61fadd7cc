using Worker.Data.Queries;
using Worker.Ops.Access;
using Worker.Ops.Accounts;
using Worker.Ops.Operations;
using Worker.Servicing.Calendar;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Ops.Installments;

/// <summary>The page of an installment, which plans and searches lead to.</summary>
internal sealed class InstallmentsSection : ISitePage
{
    public string? Path => null;

    public string Title => AccountTexts.Installment;

    public string Policy => SitePolicies.Viewer;

    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/installments/{id:long}", ShowAsync);
        site.MapLever(new WaiveOperation());
        site.MapLever(new PaymentOperation());
        site.MapLever(new ReverseOperation());
        site.MapLever(new WithdrawOrderForm());
    }

    private static async Task<IResult> ShowAsync(
        long id, long? messages, long? audit, AccountReader accounts, CorrespondenceReader correspondence, LedgerRules rules, BusinessZone zone, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await InstallmentFile.FindAsync(accounts, id, cancellationToken) is not InstallmentFile file)
        {
            return TypedResults.NotFound();
        }

        PlanTerms terms = file.Plan.Terms;
        string[] subjects = [$"plan {terms.Reference}", .. file.Number is int number ? [InstallmentSubject.Of(terms.Reference, number)] : Array.Empty<string>()];
        return SiteResults.Page<InstallmentPage>(
            (nameof(InstallmentPage.File), file),
            (nameof(InstallmentPage.Account), file.Plan.Replay(rules)),
            (nameof(InstallmentPage.Today), zone.DateAt(time.GetUtcNow())),
            (nameof(InstallmentPage.Attempts), await accounts.ReadAttemptsAsync(id, cancellationToken)),
            (nameof(InstallmentPage.Messages), await correspondence.MessagesAsync(terms.CustomerId, id, messages, cancellationToken)),
            (nameof(InstallmentPage.Audit), await correspondence.AuditAsync(subjects, audit, cancellationToken)),
            (nameof(InstallmentPage.IsFirst), messages is null && audit is null));
    }
}
