using Worker.Servicing.AutoDebit;
using Worker.Servicing.Ledger;

namespace Worker.Data.Reconciliation;

internal class AttemptRow
{
    public string OrderNumber { get; init; } = "";

    public long InstallmentId { get; init; }

    public long PlanId { get; init; }

    public long CustomerId { get; init; }

    public long PaymentMethodId { get; init; }

    public string Channel { get; init; } = "";

    public long Amount { get; init; }

    public string Currency { get; init; } = "";

    public string Token { get; init; } = "";

    public string Description { get; init; } = "";

    public DateOnly BusinessDate { get; init; }

    public DateTimeOffset SentAt { get; init; }

    public DebitAttempt ToAttempt() => new()
    {
        OrderNumber = OrderNumber,
        InstallmentId = InstallmentId,
        PlanId = PlanId,
        CustomerId = CustomerId,
        PaymentMethodId = PaymentMethodId,
        Channel = Channel,
        Amount = new Money(Amount, Servicing.Ledger.Currency.Parse(Currency)),
        Token = Token,
        Description = Description,
        BusinessDate = BusinessDate,
        SentAt = SentAt,
    };
}
