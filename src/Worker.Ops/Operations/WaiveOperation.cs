using Worker.Data.Queries;
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
            Texts.Operations["WaiveTitle"],
            Texts.Operations["WaiveNow", file.Amount(waiver.Amount.Minor)],
            [
                (Texts.Accounts["Installment"], file.Reference),
                (Texts.Accounts["Amount"], file.Amount(waiver.Amount.Minor)),
                (Texts.Operations["LeftAfter"], file.Amount(waiver.Left.Minor)),
                (Texts.Accounts["EffectiveOn"], SiteLanguage.Current.Date(waiver.EffectiveOn)),
            ],
            [Texts.Operations["EntryUndo"]],
            [],
            form.CarryOnce(Field));
    }

    public async Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await InstallmentFile.FindAsync(form.Service<AccountReader>(), form.Id, cancellationToken) is InstallmentFile file
            ? await form.Service<WaiveLateFees>().WaiveAsync(
                form.Key, file.Plan.Terms.Reference, file.NumberOrRefuse(), form.Text(Field), note, cancellationToken)
            : null;
}
