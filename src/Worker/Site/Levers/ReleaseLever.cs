using Worker.Servicing.Operators;

namespace Worker.Site.Levers;

internal sealed class ReleaseLever(HoldSubject subject) : ILever
{
    public string Name => "release";

    public string Page => HeldSubject.PageOf(subject);

    public async Task<LeverPreview?> PrepareAsync(LeverForm form, CancellationToken cancellationToken) =>
        await HeldSubject.ReferenceAsync(subject, form, cancellationToken) is not string reference ? null : new LeverPreview(
            LeverTexts.ReleaseNow, LeverTexts.ReleaseNow, [(HeldSubject.NameOf(subject), reference)], [LeverTexts.ReleaseUndo], [], form.Carry());

    public async Task<LeverOutcome?> PullAsync(LeverForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await HeldSubject.ReferenceAsync(subject, form, cancellationToken) is string reference
            ? await form.Service<HoldDesk>().ReleaseAsync(subject, reference, note, cancellationToken)
            : null;
}
