using Worker.Data.Queries;
using Worker.Ops.Accounts;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

internal sealed class WaiveOperation : IOperation
{
    public const string Field = "amount";

    public string Name => "waive";

    public string Page => "/installments/{id:long}";

    public async Task<OperationPreview?> PrepareAsync(OperationForm form, CancellationToken cancellationToken)
    {
        if (await InstallmentFile.FindAsync(form.Service<AccountReader>(), form.Id, cancellationToken) is not InstallmentFile file)
        {
            return null;
        }

        Waiver waiver = form.Service<WaiveLateFees>().Preview(file.SnapshotOrRefuse(), file.NumberOrRefuse(), form.Text(Field));
        return new OperationPreview(
            OperationTexts.WaiveTitle,
            OperationTexts.WaiveNow(file.Amount(waiver.Amount.Minor)),
            [
                (AccountTexts.Installment, file.Reference),
                (AccountTexts.Amount, file.Amount(waiver.Amount.Minor)),
                (OperationTexts.LeftAfter, file.Amount(waiver.Left.Minor)),
                (AccountTexts.EffectiveOn, SiteLanguage.Current.Date(waiver.EffectiveOn)),
            ],
            [OperationTexts.EntryUndo],
            [],
            form.CarryOnce(Field));
    }

    public async Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await InstallmentFile.FindAsync(form.Service<AccountReader>(), form.Id, cancellationToken) is InstallmentFile file
            ? await form.Service<WaiveLateFees>().WaiveAsync(
                form.Deed, file.Plan.Terms.Reference, file.NumberOrRefuse(), form.Text(Field), note, cancellationToken)
            : null;
}
