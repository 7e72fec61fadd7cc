using Worker.Data.Queries;
using Worker.Ops.Accounts;
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
        string title = suspends ? OperationTexts.SuspendNow : OperationTexts.ReactivateNow;
        return await FindAsync(form, cancellationToken) is not BoundMethod method ? null : new OperationPreview(
            title,
            title,
            [
                (AccountTexts.Reference, method.Reference),
                (AccountTexts.Channel, SiteLanguage.Current.Channel(method.Channel)),
                (AccountTexts.Status, AccountWords.Method(method.Status)),
            ],
            [suspends ? OperationTexts.SuspendMeans : OperationTexts.ReactivateMeans, OperationTexts.MethodUndo],
            [],
            form.Carry(Field));
    }

    public async Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken)
    {
        if (await FindAsync(form, cancellationToken) is not BoundMethod method)
        {
            return null;
        }

        ChangeMethodStatus desk = form.Service<ChangeMethodStatus>();
        return suspends
            ? await desk.SuspendAsync(method.Reference, note, cancellationToken)
            : await desk.ReactivateAsync(method.Reference, note, cancellationToken);
    }

    private static async Task<BoundMethod?> FindAsync(OperationForm form, CancellationToken cancellationToken) =>
        (await form.Service<AccountReader>().ReadMethodsAsync(form.Id, cancellationToken))
            .FirstOrDefault(method => method.Reference == form.Fields[Field].ToString());
}
