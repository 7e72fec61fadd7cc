using Worker.Data.Queries;
using Worker.Ops.Accounts;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

internal static class HeldSubject
{
    public static string PageOf(HoldSubject subject) => subject == HoldSubject.Plan ? "/plans/{id:long}" : "/customers/{id:long}";

    public static string NameOf(HoldSubject subject) => subject == HoldSubject.Plan ? AccountTexts.Plan : AccountTexts.Customer;

    /// <summary>Its reference; null when there is none.</summary>
    public static async Task<string?> ReferenceAsync(HoldSubject subject, OperationForm form, CancellationToken cancellationToken)
    {
        AccountReader accounts = form.Service<AccountReader>();
        return subject == HoldSubject.Plan
            ? (await accounts.FindPlanAsync(form.Id, cancellationToken))?.Terms.Reference
            : (await accounts.FindCustomerAsync(form.Id, cancellationToken))?.Reference;
    }
}
