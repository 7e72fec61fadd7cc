using Worker.Servicing.AutoDebit;
using Worker.Servicing.Operators;
using Worker.Servicing.Reconciliation;
using Worker.Site.Accounts;

namespace Worker.Site.Levers;

/// <summary>Gives up a lost order of an installment.</summary>
internal sealed class OrderWithdrawalForm : ILever
{
    public const string Field = "order";

    public string Name => "withdraw";

    public string Page => "/installments/{id:long}";

    public async Task<LeverPreview?> PrepareAsync(LeverForm form, CancellationToken cancellationToken)
    {
        if (await FindAsync(form, cancellationToken) is not DebitAttempt attempt)
        {
            return null;
        }

        string amount = SiteLanguage.Current.Amount(attempt.Amount.Minor, attempt.Amount.Currency.Code);
        return new LeverPreview(
            LeverTexts.WithdrawTitle,
            LeverTexts.WithdrawNow(amount),
            [
                (AccountTexts.OrderNumber, attempt.OrderNumber),
                (AccountTexts.Installment, attempt.Description),
                (AccountTexts.Amount, amount),
                (AccountTexts.Channel, SiteLanguage.Current.Channel(attempt.Channel)),
            ],
            [LeverTexts.WithdrawMeans],
            [LeverTexts.WithdrawRisk],
            form.Carry(Field));
    }

    public async Task<LeverOutcome?> PullAsync(LeverForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await FindAsync(form, cancellationToken) is DebitAttempt attempt
            ? await form.Service<OrderWithdrawal>().WithdrawAsync(attempt.OrderNumber, note, cancellationToken)
            : null;

    /// <summary>The order, which has to be one of the installment's own.</summary>
    private static async Task<DebitAttempt?> FindAsync(LeverForm form, CancellationToken cancellationToken)
    {
        OrderRecord order = await form.Service<OrderWithdrawal>().PreviewAsync(form.Text(Field), cancellationToken);
        return order.Attempt.InstallmentId == form.Id ? order.Attempt : null;
    }
}
