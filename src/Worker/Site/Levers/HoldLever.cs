using Worker.Servicing.Operators;
using Worker.Site.Accounts;

namespace Worker.Site.Levers;

internal sealed class HoldLever(HoldSubject subject) : ILever
{
    /// <summary>The field with the last day.</summary>
    public const string Field = "until";

    public string Name => "hold";

    public string Page => HeldSubject.PageOf(subject);

    public async Task<LeverPreview?> PrepareAsync(LeverForm form, CancellationToken cancellationToken)
    {
        DateOnly? until = form.Day(Field);
        return await HeldSubject.ReferenceAsync(subject, form, cancellationToken) is not string reference ? null : new LeverPreview(
            LeverTexts.HoldNow,
            LeverTexts.HoldNow,
            [
                (HeldSubject.NameOf(subject), reference),
                (AccountTexts.Until, until is { } day ? SiteLanguage.Current.Date(day) : AccountTexts.UntilReleased),
            ],
            [LeverTexts.HoldsFor, LeverTexts.HoldUndo],
            [],
            form.Carry(Field));
    }

    public async Task<LeverOutcome?> PullAsync(LeverForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await HeldSubject.ReferenceAsync(subject, form, cancellationToken) is string reference
            ? await form.Service<HoldDesk>().HoldAsync(subject, reference, form.Day(Field), note, cancellationToken)
            : null;
}
