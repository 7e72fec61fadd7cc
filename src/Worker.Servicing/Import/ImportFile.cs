namespace Worker.Servicing.Import;

/// <summary>One of the files an import reads: its name and the columns it may have, in any order. All but the optional ones must be there.</summary>
public sealed class ImportFile
{
    private ImportFile(string name, params string[] columns)
    {
        Name = name;
        Columns = columns;
    }

    public static ImportFile Customers { get; } =
        new("customers.csv", "customer_ref", "name", "email", "language", "time_zone");

    public static ImportFile PaymentMethods { get; } =
        new("payment_methods.csv", "method_ref", "customer_ref", "channel", "token", "priority", "status", "max_amount", "valid_from", "valid_until")
        {
            OptionalColumns = ["max_amount", "valid_from", "valid_until"],
        };

    public static ImportFile Plans { get; } =
        new("plans.csv", "plan_ref", "customer_ref", "product", "currency", "principal", "signed_on", "autopay", "method_ref", "fallback")
        {
            OptionalColumns = ["fallback"],
        };

    public static ImportFile Installments { get; } =
        new("installments.csv", "plan_ref", "number", "due_on", "principal", "interest");

    public static ImportFile Payments { get; } =
        new("payments.csv", "payment_ref", "plan_ref", "number", "amount", "paid_on", "source");

    /// <summary>All five, in the order they are read: what is referred to before what refers to it.</summary>
    public static IReadOnlyList<ImportFile> All { get; } = [Customers, PaymentMethods, Plans, Installments, Payments];

    /// <summary>A channel's statement: no file of an import, but read as one. Whether it gives the currency is left to the channel.</summary>
    internal static ImportFile Statement(string name) => new(name, "order_no", "amount", "currency", "status", "completed_at") { OptionalColumns = ["currency"] };

    public string Name { get; }

    public IReadOnlyList<string> Columns { get; }

    internal IReadOnlyList<string> OptionalColumns { get; private init; } = [];

    public override string ToString() => Name;
}
