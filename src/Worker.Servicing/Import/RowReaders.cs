using Worker.Servicing.Currencies;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Import;

/// <summary>
/// Makes rows of records. A record without a readable reference is no row; every other one is, with null for what is wrong
/// in it, so that nothing that refers to it is reported as well.
/// </summary>
/// <param name="roll">Where a due date goes when it is a day off.</param>
internal sealed class RowReaders(IReadOnlySet<string> channels, Func<DateOnly, DateOnly> roll, DateOnly today)
{
    // Dates repeat: a plan of ten years has a few thousand of them, a million installments not many more.
    private readonly Dictionary<DateOnly, DateOnly> rolled = [];

    public static CustomerRow? Customer(CsvRecord record)
    {
        string? reference = record.Reference("customer_ref");
        var row = new CustomerRow(
            record.Line,
            reference ?? "",
            record.Name("name"),
            record.HasValue("email") ? record.Address("email") : "",
            record.Language("language"),
            record.TimeZone("time_zone"));
        return reference is null ? null : row;
    }

    public PaymentMethodRow? PaymentMethod(CsvRecord record)
    {
        string? reference = record.Reference("method_ref");
        var row = new PaymentMethodRow(
            record.Line,
            reference ?? "",
            record.Reference("customer_ref"),
            Channel(record),
            record.Reference("token"),
            record.Number("priority", int.MinValue),
            record.Word("status", PaymentMethodStatus.Active, PaymentMethodStatus.Suspended, PaymentMethodStatus.Revoked),
            MandateMaximum(record),
            OptionalDate(record, "valid_from"),
            OptionalDate(record, "valid_until"));
        if (row.ValidUntil < row.ValidFrom)
        {
            record.Tell("valid_until", $"is before valid_from ({row.ValidFrom:yyyy-MM-dd})");
        }

        return reference is null ? null : row;
    }

    public static PlanRow? Plan(CsvRecord record)
    {
        string? reference = record.Reference("plan_ref");
        string? customer = record.Reference("customer_ref");
        string? product = record.Reference("product");
        Currency? currency = CurrencyOf(record);
        var row = new PlanRow(
            record.Line,
            reference ?? "",
            customer,
            product,
            currency?.Code,
            Minor(record, "principal", currency),
            record.Date("signed_on"),
            record.Flag("autopay"),
            record.OptionalReference("method_ref"),
            record.HasValue("fallback") ? record.Flag("fallback") : null);
        return reference is null ? null : row;
    }

    /// <summary>An installment but for its amounts, which wait for the plan's currency.</summary>
    public Draft<InstallmentRow>? Installment(CsvRecord record)
    {
        string? plan = record.Reference("plan_ref");
        int number = record.Number("number", 1) ?? 0;
        DateOnly? dueOn = record.Date("due_on");
        string? principal = record.Amount("principal");
        string? interest = record.Amount("interest");
        var row = new InstallmentRow(record.Line, plan ?? "", number, dueOn, Rolled(dueOn), null, null);
        return plan is null ? null : new Draft<InstallmentRow>(row, principal, interest);
    }

    public Draft<PaymentRow>? Payment(CsvRecord record)
    {
        string? reference = record.Reference("payment_ref");
        string? plan = record.Reference("plan_ref");
        int? number = record.Number("number", 1);
        string? amount = record.Amount("amount");
        var row = new PaymentRow(record.Line, reference ?? "", plan, number, null, Past(record, "paid_on"), record.Text("source"));
        return reference is null ? null : new Draft<PaymentRow>(row, amount, null);
    }

    private DateOnly? Past(CsvRecord record, string column)
    {
        DateOnly? date = record.Date(column);
        if (date > today)
        {
            record.Tell(column, $"{date:yyyy-MM-dd} has not come: it is {today:yyyy-MM-dd}");
            return null;
        }

        return date;
    }

    private string? Channel(CsvRecord record)
    {
        string? channel = record.Reference("channel");
        if (channel is null || channels.Contains(channel))
        {
            return channel;
        }

        record.Tell("channel", $"{Quoted.Of(channel)} is not one of {string.Join(", ", channels.Order(StringComparer.Ordinal))}");
        return null;
    }

    private static Currency? CurrencyOf(CsvRecord record)
    {
        string? code = record.Reference("currency");
        if (code is not null && !Currency.TryParse(code, out _))
        {
            record.Tell("currency", $"{Quoted.Of(code)} is not a currency of ISO 4217");
        }

        return Currency.TryParse(code, out Currency? currency) ? currency : null;
    }

    private static long? Minor(CsvRecord record, string column, Currency? currency)
    {
        if (record.Amount(column) is not string text)
        {
            return null;
        }

        long? minor = ImportAmount.Read(text, currency, least: 0, out string? wrong);
        if (wrong is not null)
        {
            record.Tell(column, wrong);
        }

        return minor;
    }

    private static DateOnly? OptionalDate(CsvRecord record, string column) => record.HasValue(column) ? record.Date(column) : null;

    // A mandate names no currency: its amount holds in whatever currency is debited, as finely as the finest one.
    private static long? MandateMaximum(CsvRecord record)
    {
        if (!record.HasValue("max_amount") || record.Amount("max_amount") is not string text)
        {
            return null;
        }

        long? maximum = ImportAmount.ReadMandate(text, out string? wrong);
        if (wrong is not null)
        {
            record.Tell("max_amount", wrong);
        }

        return maximum;
    }

    private DateOnly? Rolled(DateOnly? dueOn)
    {
        if (dueOn is not DateOnly date)
        {
            return null;
        }

        if (!rolled.TryGetValue(date, out DateOnly to))
        {
            rolled.Add(date, to = roll(date));
        }

        return to;
    }
}

/// <summary>A row whose amounts are still text: a column's worth each, null where that could not be read.</summary>
internal sealed record Draft<TRow>(TRow Row, string? First, string? Second);
