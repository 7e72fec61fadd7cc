using Worker.Servicing.Operators;
using Worker.Site.Accounts;

namespace Worker.Site.Levers;

internal sealed class WaiveLever : ILever
{
    public const string Field = "amount";

    public string Name => "waive";

    public string Page => "/installments/{id:long}";

    public async Task<LeverPreview?> PrepareAsync(LeverForm form, CancellationToken cancellationToken)
    {
        if (await InstallmentFile.FindAsync(form.Service<IAccountReader>(), form.Id, cancellationToken) is not InstallmentFile file)
        {
            return null;
        }

        Waiver waiver = form.Service<WaiverDesk>().Preview(file.SnapshotOrRefuse(), file.NumberOrRefuse(), form.Text(Field));
        return new LeverPreview(
            LeverTexts.WaiveTitle,
            LeverTexts.WaiveNow(file.Amount(waiver.Amount.Minor)),
            [
                (AccountTexts.Installment, file.Reference),
                (AccountTexts.Amount, file.Amount(waiver.Amount.Minor)),
                (LeverTexts.LeftAfter, file.Amount(waiver.Left.Minor)),
                (AccountTexts.EffectiveOn, SiteLanguage.Current.Date(waiver.EffectiveOn)),
            ],
            [LeverTexts.EntryUndo],
            [],
            form.CarryOnce(Field));
    }

    public async Task<LeverOutcome?> PullAsync(LeverForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await InstallmentFile.FindAsync(form.Service<IAccountReader>(), form.Id, cancellationToken) is InstallmentFile file
            ? await form.Service<WaiverDesk>().WaiveAsync(
                form.Deed, file.Plan.Terms.Reference, file.NumberOrRefuse(), form.Text(Field), note, cancellationToken)
            : null;
}
