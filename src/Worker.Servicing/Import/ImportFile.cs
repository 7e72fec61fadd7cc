namespace Worker.Servicing.Import;

/// <summary>One of the files an import reads: its name and the columns it must have, no more and no fewer, in any order.</summary>
public sealed class ImportFile
{
    private ImportFile(string name, params string[] columns)
    {
        Name = name;
        Columns = columns;
    }

    /// <summary>Who owes.</summary>
    public static ImportFile Customers { get; } =
        new("customers.csv", "customer_ref", "name", "email", "language", "time_zone");

    /// <summary>What customers bound.</summary>
    public static ImportFile PaymentMethods { get; } =
        new("payment_methods.csv", "method_ref", "customer_ref", "channel", "token", "priority", "status");

    /// <summary>What was agreed.</summary>
    public static ImportFile Plans { get; } =
        new("plans.csv", "plan_ref", "customer_ref", "product", "currency", "principal", "signed_on", "autopay", "method_ref");

    /// <summary>What is due when.</summary>
    public static ImportFile Installments { get; } =
        new("installments.csv", "plan_ref", "number", "due_on", "principal", "interest");

    /// <summary>What was paid elsewhere.</summary>
    public static ImportFile Payments { get; } =
        new("payments.csv", "payment_ref", "plan_ref", "number", "amount", "paid_on", "source");

    /// <summary>All five, in the order they are read: what is referred to before what refers to it.</summary>
    public static IReadOnlyList<ImportFile> All { get; } = [Customers, PaymentMethods, Plans, Installments, Payments];

    /// <summary>The file's name in its folder.</summary>
    public string Name { get; }

    /// <summary>The columns' names, exactly as the header must have them.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
