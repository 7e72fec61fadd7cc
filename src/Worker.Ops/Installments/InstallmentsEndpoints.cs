using Worker.Ops.Accounts;
using Worker.Ops.Operations;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Ops.Installments;

internal static class InstallmentsEndpoints
{
    public static void MapInstallments(this IEndpointRouteBuilder site)
    {
        site.MapGet("/installments/{id:long}", ShowAsync);
        site.MapOperation(new WaiveOperation());
        site.MapOperation(new PaymentOperation());
        site.MapOperation(new ReverseOperation());
        site.MapOperation(new WithdrawOperation());
    }

    private static async Task<IResult> ShowAsync(
        long id, long? messages, long? audit, [AsParameters] AccountPages pages, CancellationToken cancellationToken)
    {
        if (await InstallmentFile.FindAsync(pages.Accounts, id, cancellationToken) is not InstallmentFile file)
        {
            return TypedResults.NotFound();
        }

        PlanTerms terms = file.Plan.Terms;
        string[] subjects = [$"plan {terms.Reference}", .. file.Number is int number ? [InstallmentSubject.Of(terms.Reference, number)] : Array.Empty<string>()];
        return SiteResults.Page<InstallmentPage>(
            (nameof(InstallmentPage.File), file),
            (nameof(InstallmentPage.Account), file.Plan.Replay(pages.Rules)),
            (nameof(InstallmentPage.Today), pages.Today),
            (nameof(InstallmentPage.Attempts), await pages.Accounts.ReadAttemptsAsync(id, cancellationToken)),
            (nameof(InstallmentPage.Messages), await pages.MessagesAsync(terms.CustomerId, id, messages, cancellationToken)),
            (nameof(InstallmentPage.Audit), await pages.AuditAsync(subjects, audit, cancellationToken)),
            (nameof(InstallmentPage.IsFirst), messages is null && audit is null));
    }
}
