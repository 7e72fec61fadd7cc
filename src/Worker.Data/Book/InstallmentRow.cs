using Worker.Servicing.Ledger;

namespace Worker.Data.Book;

internal sealed class InstallmentRow
{
    public long PlanId { get; init; }

    public string Product { get; init; } = "";

    public long InstallmentId { get; init; }

    public int Number { get; init; }

    public DateOnly DueOn { get; init; }

    public long Principal { get; init; }

    public long Interest { get; init; }

    public string Status { get; init; } = "";

    public DateOnly? WrittenOffOn { get; init; }

    public Installment ToInstallment() => new(InstallmentId, Number, DueOn, Principal, Interest, WrittenOffOn);
}
