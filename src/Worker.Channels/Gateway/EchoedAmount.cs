using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Worker.Channels.Contract;

namespace Worker.Channels.Gateway;

/// <summary>
/// The amount and currency in an answer, passed on as they are: an answer about another amount settles nothing, and that is
/// decided where the ordered amount is known.
/// </summary>
internal static class EchoedAmount
{
    private const int CurrencyLength = 3;

    /// <summary>False if it can't be the amount or currency of any debit.</summary>
    public static bool TryRead(DebitResponse answer, out long? amount, out string? currency)
    {
        amount = null;
        currency = null;
        if (answer.Amount is { ValueKind: not JsonValueKind.Null } toldAmount)
        {
            if (!TryReadMinor(toldAmount, out long minor))
            {
                return false;
            }

            amount = minor;
        }

        return answer.Currency is not { ValueKind: not JsonValueKind.Null } toldCurrency || TryReadCode(toldCurrency, out currency);
    }

    private static bool TryReadMinor(JsonElement told, out long minor)
    {
        minor = 0;
        bool isWhole = told.ValueKind switch
        {
            JsonValueKind.Number => told.TryGetInt64(out minor),
            JsonValueKind.String => long.TryParse(told.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out minor),
            _ => false,
        };
        return isWhole && minor > 0;
    }

    private static bool TryReadCode(JsonElement told, [NotNullWhen(true)] out string? code)
    {
        code = told.ValueKind == JsonValueKind.String ? told.GetString() : null;
        return code is { Length: CurrencyLength } && code.All(char.IsAsciiLetterUpper);
    }
}
