using Worker.Servicing.Operators;
using Worker.Site.Accounts;

namespace Worker.Site.Levers;

/// <summary>Suspends a payment method of a customer, or makes it active again.</summary>
internal sealed class MethodLever(bool suspends) : ILever
{
    public const string Field = "method";

    public string Name => suspends ? "suspend-method" : "reactivate-method";

    public string Page => "/customers/{id:long}";

    public async Task<LeverPreview?> PrepareAsync(LeverForm form, CancellationToken cancellationToken)
    {
        string title = suspends ? LeverTexts.SuspendNow : LeverTexts.ReactivateNow;
        return await FindAsync(form, cancellationToken) is not BoundMethod method ? null : new LeverPreview(
            title,
            title,
            [
                (AccountTexts.Reference, method.Reference),
                (AccountTexts.Channel, SiteLanguage.Current.Channel(method.Channel)),
                (AccountTexts.Status, AccountWords.Method(method.Status)),
            ],
            [suspends ? LeverTexts.SuspendMeans : LeverTexts.ReactivateMeans, LeverTexts.MethodUndo],
            [],
            form.Carry(Field));
    }

    public async Task<LeverOutcome?> PullAsync(LeverForm form, OperatorNote note, CancellationToken cancellationToken)
    {
        if (await FindAsync(form, cancellationToken) is not BoundMethod method)
        {
            return null;
        }

        MethodDesk desk = form.Service<MethodDesk>();
        return suspends
            ? await desk.SuspendAsync(method.Reference, note, cancellationToken)
            : await desk.ReactivateAsync(method.Reference, note, cancellationToken);
    }

    private static async Task<BoundMethod?> FindAsync(LeverForm form, CancellationToken cancellationToken) =>
        (await form.Service<IAccountReader>().ReadMethodsAsync(form.Id, cancellationToken))
            .FirstOrDefault(method => method.Reference == form.Fields[Field].ToString());
}
