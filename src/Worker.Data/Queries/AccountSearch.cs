using System.Globalization;

namespace Worker.Data.Queries;

public sealed class AccountSearch(Database database)
{
    private readonly Statements statements = database.Statements;

    // Order numbers are digits and small letters, and their column holds no more than a code page: this comes after all of them.
    private const string LastOfOrders = "~";

    // The greatest character there is, in the order of each database: UTF-8 bytes in one, UTF-16 units in the other.
    private readonly string last = database.Provider == DatabaseProvider.Sqlite ? "\U0010FFFF" : "\uFFFF";

    /// <summary>
    /// What has the text as its reference or begins with it: customers, payment methods, plans, payments that were not debited,
    /// order numbers; and the installment <c>plan_ref-number</c>. A few of each kind, in the order of references.
    /// </summary>
    public Task<IReadOnlyList<SearchHit>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        int dash = text.LastIndexOf('-');
        bool isNumbered = int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && dash > 0;
        return database.ReadAsync<IReadOnlyList<SearchHit>>(
            async connection =>
            [
                .. await connection.QueryAsync<SearchHit>(
                    statements["account-reader/search"],
                    new
                    {
                        From = text,
                        To = text + last,
                        OrderFrom = text.Ansi(),
                        OrderTo = (text + LastOfOrders).Ansi(),
                        EntryFrom = $"import:{text}",
                        EntryTo = $"import:{text}{last}",
                        Plan = isNumbered ? text[..dash] : "",
                        Number = isNumbered ? number : 0,
                    }),
            ],
            cancellationToken);
    }
}

public sealed record SearchHit
{
    /// <summary>What it is: <c>customer</c>, <c>method</c>, <c>plan</c>, <c>installment</c>, <c>payment</c>, <c>order</c>.</summary>
    public required string Kind { get; init; }

    public required string Reference { get; init; }

    public required long CustomerId { get; init; }

    public required string CustomerReference { get; init; }

    /// <summary>The plan it belongs to; null for customers and methods.</summary>
    public long? PlanId { get; init; }

    /// <summary>The installment it belongs to; null for customers, methods and plans.</summary>
    public long? InstallmentId { get; init; }
}
