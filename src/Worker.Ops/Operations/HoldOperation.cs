using Worker.Data.Queries;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

/// <summary>Puts a customer or a plan on hold, or releases it.</summary>
internal sealed class HoldOperation(HoldSubject subject, bool releases) : IOperation
{
    /// <summary>The field with the last day.</summary>
    public const string Field = "until";

    public string Name => releases ? "release" : "hold";

    public string Page => subject == HoldSubject.Plan ? "/plans/{id:long}" : "/customers/{id:long}";

    public async Task<OperationPreview?> PrepareAsync(OperationForm form, CancellationToken cancellationToken)
    {
        DateOnly? until = releases ? null : form.Day(Field);
        if (await ReferenceAsync(form, cancellationToken) is not string reference)
        {
            return null;
        }

        string title = releases ? Texts.Operations["ReleaseNow"] : Texts.Operations["HoldNow"];
        (string, string) held = (subject == HoldSubject.Plan ? Texts.Accounts["Plan"] : Texts.Accounts["Customer"], reference);
        return releases
            ? new OperationPreview(title, title, [held], [Texts.Operations["ReleaseUndo"]], [], form.Carry())
            : new OperationPreview(
                title,
                title,
                [held, (Texts.Accounts["Until"], until is { } day ? SiteLanguage.Current.Date(day) : Texts.Accounts["UntilReleased"])],
                [Texts.Operations["HoldsFor"], Texts.Operations["HoldUndo"]],
                [],
                form.Carry(Field));
    }

    public async Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken)
    {
        if (await ReferenceAsync(form, cancellationToken) is not string reference)
        {
            return null;
        }

        PlaceHold hold = form.Service<PlaceHold>();
        return releases
            ? await hold.ReleaseAsync(subject, reference, note, cancellationToken)
            : await hold.HoldAsync(subject, reference, form.Day(Field), note, cancellationToken);
    }

    /// <summary>The reference of what is held; null when there is none.</summary>
    private async Task<string?> ReferenceAsync(OperationForm form, CancellationToken cancellationToken)
    {
        AccountReader accounts = form.Service<AccountReader>();
        return subject == HoldSubject.Plan
            ? (await accounts.FindPlanAsync(form.Id, cancellationToken))?.Terms.Reference
            : (await accounts.FindCustomerAsync(form.Id, cancellationToken))?.Reference;
    }
}
