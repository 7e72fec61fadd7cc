using Worker.Ops.Accounts;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

internal sealed class HoldOperation(HoldSubject subject) : IOperation
{
    /// <summary>The field with the last day.</summary>
    public const string Field = "until";

    public string Name => "hold";

    public string Page => HeldSubject.PageOf(subject);

    public async Task<OperationPreview?> PrepareAsync(OperationForm form, CancellationToken cancellationToken)
    {
        DateOnly? until = form.Day(Field);
        return await HeldSubject.ReferenceAsync(subject, form, cancellationToken) is not string reference ? null : new OperationPreview(
            OperationTexts.HoldNow,
            OperationTexts.HoldNow,
            [
                (HeldSubject.NameOf(subject), reference),
                (AccountTexts.Until, until is { } day ? SiteLanguage.Current.Date(day) : AccountTexts.UntilReleased),
            ],
            [OperationTexts.HoldsFor, OperationTexts.HoldUndo],
            [],
            form.Carry(Field));
    }

    public async Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await HeldSubject.ReferenceAsync(subject, form, cancellationToken) is string reference
            ? await form.Service<PlaceHold>().HoldAsync(subject, reference, form.Day(Field), note, cancellationToken)
            : null;
}
