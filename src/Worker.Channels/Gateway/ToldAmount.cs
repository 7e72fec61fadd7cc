using System.Globalization;
using System.Text.Json;
using Worker.Channels.Contract;
using Worker.Servicing.Ledger;

namespace Worker.Channels.Gateway;

/// <summary>
/// The amount and currency that an answer may tell beside what the contract asks. An answer about another amount is not one
/// about our order, whatever it says has become of it.
/// </summary>
internal static class ToldAmount
{
    private const int CurrencyLength = 3;

    /// <summary>Whether what is told can't be what was ordered.</summary>
    /// <param name="answer">The answer; what it does not tell contradicts nothing.</param>
    /// <param name="ordered">What was ordered; null to a question, which knows only that a debit has some amount.</param>
    public static bool Contradicts(DebitResponse answer, Money? ordered) =>
        (answer.Amount is { ValueKind: not JsonValueKind.Null } amount && !IsAmount(amount, ordered?.Minor))
        || (answer.Currency is { ValueKind: not JsonValueKind.Null } currency && !IsCurrency(currency, ordered?.Currency.Code));

    private static bool IsAmount(JsonElement told, long? ordered)
    {
        long minor = 0;
        bool isWhole = told.ValueKind switch
        {
            JsonValueKind.Number => told.TryGetInt64(out minor),
            JsonValueKind.String => long.TryParse(told.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out minor),
            _ => false,
        };
        return isWhole && minor > 0 && minor == (ordered ?? minor);
    }

    private static bool IsCurrency(JsonElement told, string? ordered) =>
        told.ValueKind == JsonValueKind.String
        && told.GetString() is { Length: CurrencyLength } code
        && code == (ordered ?? code);
}
