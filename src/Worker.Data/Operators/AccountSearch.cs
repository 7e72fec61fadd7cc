using System.Globalization;
using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

public sealed class AccountSearch(Database database) : IAccountSearch
{
    private readonly Statements statements = database.Statements;

    // Order numbers are digits and small letters, and their column holds no more than a code page: this comes after all of them.
    private const string LastOfOrders = "~";

    // The greatest character there is, in the order of each database: UTF-8 bytes in one, UTF-16 units in the other.
    private readonly string last = database.Provider == DatabaseProvider.Sqlite ? "\U0010FFFF" : "\uFFFF";

    public Task<IReadOnlyList<SearchHit>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        int dash = text.LastIndexOf('-');
        bool isNumbered = int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && dash > 0;
        return database.ReadAsync<IReadOnlyList<SearchHit>>(
            async connection =>
            [
                .. await connection.QueryAsync<SearchHit>(
                    statements["site/search"],
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
