using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

internal sealed class ReleaseOperation(HoldSubject subject) : IOperation
{
    public string Name => "release";

    public string Page => HeldSubject.PageOf(subject);

    public async Task<OperationPreview?> PrepareAsync(OperationForm form, CancellationToken cancellationToken) =>
        await HeldSubject.ReferenceAsync(subject, form, cancellationToken) is not string reference ? null : new OperationPreview(
            OperationTexts.ReleaseNow, OperationTexts.ReleaseNow, [(HeldSubject.NameOf(subject), reference)], [OperationTexts.ReleaseUndo], [], form.Carry());

    public async Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await HeldSubject.ReferenceAsync(subject, form, cancellationToken) is string reference
            ? await form.Service<PlaceHold>().ReleaseAsync(subject, reference, note, cancellationToken)
            : null;
}
