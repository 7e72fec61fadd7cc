using System.Globalization;
using Worker.Data.Queries;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

/// <summary>Reverses a payment that was not debited, or a waiver.</summary>
internal sealed class ReverseOperation : IOperation
{
    public const string Field = "entry";

    public string Name => "reverse";

    public string Page => "/installments/{id:long}";

    public async Task<OperationPreview?> PrepareAsync(OperationForm form, CancellationToken cancellationToken)
    {
        if (await FindAsync(form, cancellationToken) is not (InstallmentFile file, long entryId)
            || await form.Service<ReverseEntry>().PreviewAsync(file.Plan.Terms.Reference, entryId, cancellationToken) is not LedgerChange change)
        {
            return null;
        }

        LedgerLine line = file.Plan.Lines.First(one => one.EntryId == entryId);
        return new OperationPreview(
            Texts.Operations["ReverseTitle"],
            Texts.Operations["ReverseNow", file.Amount(change.Amount.Minor)],
            [
                (Texts.Accounts["Installment"], file.Reference),
                (Texts.Accounts["Entry"], entryId.ToString(CultureInfo.InvariantCulture)),
                (Texts.Accounts["Kind"], Texts.Accounts.Name("Entry", line.Kind)),
                (Texts.Accounts["Amount"], file.Amount(change.Amount.Minor)),
                (Texts.Accounts["EffectiveOn"], SiteLanguage.Current.Date(line.EffectiveOn)),
                (Texts.Accounts["By"], line.Actor),
                (Texts.Accounts["Because"], line.Reason ?? ""),
            ],
            [Texts.Operations["ReverseMeans"]],
            [],
            form.Carry(Field));
    }

    public async Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await FindAsync(form, cancellationToken) is (InstallmentFile file, long entryId)
            ? await form.Service<ReverseEntry>().ReverseAsync(file.Plan.Terms.Reference, entryId, note, cancellationToken)
            : null;

    /// <summary>The installment and the entry, which has to be one of its own.</summary>
    private static async Task<(InstallmentFile File, long EntryId)?> FindAsync(OperationForm form, CancellationToken cancellationToken) =>
        long.TryParse(form.Text(Field), NumberStyles.None, CultureInfo.InvariantCulture, out long entryId)
        && await InstallmentFile.FindAsync(form.Service<AccountReader>(), form.Id, cancellationToken) is InstallmentFile file
        && file.Plan.Lines.Any(line => line.EntryId == entryId && line.InstallmentId == form.Id)
            ? (file, entryId)
            : null;
}
