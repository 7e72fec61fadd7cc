using Worker.Servicing.Debits;
using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

/// <summary>Gives up a lost order of an installment.</summary>
internal sealed class WithdrawOperation : IOperation
{
    public const string Field = "order";

    public string Name => "withdraw";

    public string Page => "/installments/{id:long}";

    public async Task<OperationPreview?> PrepareAsync(OperationForm form, CancellationToken cancellationToken)
    {
        if (await FindAsync(form, cancellationToken) is not DebitAttempt attempt)
        {
            return null;
        }

        string amount = SiteLanguage.Current.Amount(attempt.Amount.Minor, attempt.Amount.Currency.Code);
        return new OperationPreview(
            Texts.Operations["WithdrawTitle"],
            Texts.Operations["WithdrawNow", amount],
            [
                (Texts.Accounts["OrderNumber"], attempt.OrderNumber),
                (Texts.Accounts["Installment"], attempt.Description),
                (Texts.Accounts["Amount"], amount),
                (Texts.Accounts["Channel"], SiteLanguage.Channel(attempt.Channel)),
            ],
            [Texts.Operations["WithdrawMeans"]],
            [Texts.Operations["WithdrawRisk"]],
            form.Carry(Field));
    }

    public async Task<OperationOutcome?> ApplyAsync(OperationForm form, OperatorNote note, CancellationToken cancellationToken) =>
        await FindAsync(form, cancellationToken) is DebitAttempt attempt
            ? await form.Service<WithdrawOrder>().WithdrawAsync(attempt.OrderNumber, note, cancellationToken)
            : null;

    /// <summary>The order, which has to be one of the installment's own.</summary>
    private static async Task<DebitAttempt?> FindAsync(OperationForm form, CancellationToken cancellationToken)
    {
        OrderRecord order = await form.Service<WithdrawOrder>().PreviewAsync(form.Text(Field), cancellationToken);
        return order.Attempt.InstallmentId == form.Id ? order.Attempt : null;
    }
}
