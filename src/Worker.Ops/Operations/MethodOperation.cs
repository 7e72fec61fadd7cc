using Worker.Data.Queries;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

/// <summary>Suspends a payment method of a customer, or makes it active again.</summary>
internal sealed class MethodOperation(bool suspends) : IOperation
{
    public const string Field = "method";

    public string Name => suspends ? "suspend-method" : "reactivate-method";

    public string Page => "/customers/{id:long}";

    public async Task<OperationPreview?> PrepareAsync(OperationForm form, CancellationToken cancellationToken)
    {
        string title = suspends ? Texts.Operations["SuspendNow"] : Texts.Operations["ReactivateNow"];
        return await FindAsync(form, cancellationToken) is not BoundMethod method ? null : new OperationPreview(
            title,
            title,
            [
                (Texts.Accounts["Reference"], method.Reference),
                (Texts.Accounts["Channel"], SiteLanguage.Channel(method.Channel)),
                (Texts.Accounts["Status"], Texts.Accounts.Name("Method", method.Status)),
            ],
            [suspends ? Texts.Operations["SuspendMeans"] : Texts.Operations["ReactivateMeans"], Texts.Operations["MethodUndo"]],
            [],
            form.Carry(Field));
    }

    public async Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken)
    {
        if (await FindAsync(form, cancellationToken) is not BoundMethod method)
        {
            return null;
        }

        ChangeMethodStatus change = form.Service<ChangeMethodStatus>();
        return suspends
            ? await change.SuspendAsync(method.Reference, note, cancellationToken)
            : await change.ReactivateAsync(method.Reference, note, cancellationToken);
    }

    private static async Task<BoundMethod?> FindAsync(OperationForm form, CancellationToken cancellationToken) =>
        (await form.Service<AccountReader>().ReadMethodsAsync(form.Id, cancellationToken))
            .FirstOrDefault(method => method.Reference == form.Fields[Field].ToString());
}
