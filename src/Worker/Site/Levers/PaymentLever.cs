using System.Globalization;
using Worker.Servicing.Operators;
using Worker.Site.Accounts;

namespace Worker.Site.Levers;

/// <summary>Records a payment that came by another way than a debit.</summary>
internal sealed class PaymentLever : ILever
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

    public async Task<LeverPreview?> PrepareAsync(LeverForm form, CancellationToken cancellationToken)
    {
        if (await InstallmentFile.FindAsync(form.Service<IAccountReader>(), form.Id, cancellationToken) is not InstallmentFile file)
        {
            return null;
        }

        LedgerDeed deed = await form.Service<PaymentDesk>().PreviewAsync(Request(form, file), cancellationToken);
        string amount = file.Amount(deed.Amount.Minor);
        var warnings = new List<string>();
        if ((await form.Service<IAccountReader>().ReadAttemptsAsync(form.Id, cancellationToken)).Any(attempt => attempt.NextAskAt is not null))
        {
            warnings.Add(LeverTexts.InDoubt);
        }

        if (deed.Credit > 0)
        {
            warnings.Add(LeverTexts.MoreThanOwed(file.Amount(deed.Credit)));
        }

        Dictionary<string, string> hidden = form.Carry(AmountField, PaidOnField, ReferenceField, SourceField);
        hidden[CreditField] = deed.Credit.ToString(CultureInfo.InvariantCulture);
        return new LeverPreview(
            LeverTexts.RecordTitle,
            deed.Credit > 0 ? LeverTexts.RecordWithCredit(amount, file.Amount(deed.Credit)) : LeverTexts.RecordNow(amount),
            [
                (AccountTexts.Installment, file.Reference),
                (AccountTexts.Amount, amount),
                (LeverTexts.PaidOn, SiteLanguage.Current.Date(deed.EffectiveOn)),
                (LeverTexts.PaymentReference, form.Text(ReferenceField)),
                (LeverTexts.Source, form.Text(SourceField)),
                .. Shares(file, deed),
            ],
            [LeverTexts.EntryUndo],
            warnings,
            hidden);
    }

    public async Task<LeverOutcome?> PullAsync(LeverForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await InstallmentFile.FindAsync(form.Service<IAccountReader>(), form.Id, cancellationToken) is InstallmentFile file
            ? await form.Service<PaymentDesk>().RecordAsync(Request(form, file), note, cancellationToken)
            : null;

    private static PaymentRequest Request(LeverForm form, InstallmentFile file) => new(
        file.Plan.Terms.Reference,
        file.NumberOrRefuse(),
        form.Text(AmountField),
        form.Day(PaidOnField) ?? throw new LeverRefusedException("The day it was paid on is missing.") { Refusal = LeverRefusal.WrongDay },
        form.Text(ReferenceField),
        form.Text(SourceField),
        long.TryParse(form.Text(CreditField), NumberStyles.None, CultureInfo.InvariantCulture, out long credit) ? credit : 0);

    private static IEnumerable<(string Name, string Value)> Shares(InstallmentFile file, LedgerDeed deed) =>
        from share in deed.Allocations
        let number = file.Plan.Snapshot!.Installments.First(one => one.InstallmentId == share.InstallmentId).Number
        select ($"{LeverTexts.Goes} {file.Plan.Terms.Reference}-{number}, {AccountWords.Part(share.Part)}", file.Amount(share.Amount));
}
