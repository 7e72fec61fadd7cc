using System.Globalization;
using Worker.Data.Queries;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

/// <summary>Records a payment that was not a debit.</summary>
internal sealed class PaymentOperation : IOperation
{
    public const string AmountField = "amount";

    /// <summary>The field with the day it came.</summary>
    public const string PaidOnField = "paid-on";

    public const string ReferenceField = "reference";

    public const string SourceField = "source";

    // How much plan credit was shown and is confirmed with the button.
    private const string CreditField = "credit";

    public string Name => "payment";

    public string Page => "/installments/{id:long}";

    public async Task<OperationPreview?> PrepareAsync(OperationForm form, CancellationToken cancellationToken)
    {
        if (await InstallmentFile.FindAsync(form.Service<AccountReader>(), form.Id, cancellationToken) is not InstallmentFile file)
        {
            return null;
        }

        LedgerChange change = await form.Service<RecordPayment>().PreviewAsync(Request(form, file), cancellationToken);
        string amount = file.Amount(change.Amount.Minor);
        var warnings = new List<string>();
        if ((await form.Service<AccountReader>().ReadAttemptsAsync(form.Id, cancellationToken)).Any(attempt => attempt.NextAskAt is not null))
        {
            warnings.Add(Texts.Operations["InDoubt"]);
        }

        if (change.Credit > 0)
        {
            warnings.Add(Texts.Operations["MoreThanOwed", file.Amount(change.Credit)]);
        }

        Dictionary<string, string> hidden = form.Carry(AmountField, PaidOnField, ReferenceField, SourceField);
        hidden[CreditField] = change.Credit.ToString(CultureInfo.InvariantCulture);
        return new OperationPreview(
            Texts.Operations["RecordTitle"],
            change.Credit > 0 ? Texts.Operations["RecordWithCredit", amount, file.Amount(change.Credit)] : Texts.Operations["RecordNow", amount],
            [
                (Texts.Accounts["Installment"], file.Reference),
                (Texts.Accounts["Amount"], amount),
                (Texts.Operations["PaidOn"], SiteLanguage.Current.Date(change.EffectiveOn)),
                (Texts.Operations["PaymentReference"], form.Text(ReferenceField)),
                (Texts.Operations["Source"], form.Text(SourceField)),
                .. Shares(file, change),
            ],
            [Texts.Operations["EntryUndo"]],
            warnings,
            hidden);
    }

    public async Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await InstallmentFile.FindAsync(form.Service<AccountReader>(), form.Id, cancellationToken) is InstallmentFile file
            ? await form.Service<RecordPayment>().RecordAsync(Request(form, file), note, cancellationToken)
            : null;

    private static PaymentRequest Request(OperationForm form, InstallmentFile file) => new(
        file.Plan.Terms.Reference,
        file.NumberOrRefuse(),
        form.Text(AmountField),
        form.Day(PaidOnField) ?? throw new OperationRefusedException("The day it was paid on is missing.") { Refusal = RefusalReason.WrongDay },
        form.Text(ReferenceField),
        form.Text(SourceField),
        long.TryParse(form.Text(CreditField), NumberStyles.None, CultureInfo.InvariantCulture, out long credit) ? credit : 0);

    private static IEnumerable<(string Name, string Value)> Shares(InstallmentFile file, LedgerChange change) =>
        from share in change.Allocations
        let number = file.Plan.Snapshot!.Installments.First(one => one.InstallmentId == share.InstallmentId).Number
        select ($"{Texts.Operations["Goes"]} {file.Plan.Terms.Reference}-{number}, {Texts.Accounts.Name("Part", share.Part)}", file.Amount(share.Amount));
}
