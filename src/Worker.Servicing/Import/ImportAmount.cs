using System.Globalization;
using System.Text.RegularExpressions;
using Worker.Servicing.Currencies;

namespace Worker.Servicing.Import;

internal static partial class ImportAmount
{
    /// <summary>In minor units. The sums of a plan of hundreds of thousands of installments still fit 64 bits.</summary>
    public const long Largest = 999_999_999_999;

    private const int MandateDecimals = 4;
    private const int MandateUnit = 10_000;

    /// <summary>The minor units of an amount; null, with what is wrong, when it is not one.</summary>
    /// <param name="currency">The currency; null when that is not known: the amount is then not read, and only its form is looked at.</param>
    /// <param name="least">The least minor units allowed: 0 or 1.</param>
    public static long? Read(string text, Currency? currency, long least, out string? wrong) =>
        (wrong = WrongForm(text)) is null && currency is not null ? Minor(text, currency, least, out wrong) : null;

    /// <summary>A mandate's maximum, which has no currency, in ten-thousandths of a major unit; null, with what is wrong, when it is not one.</summary>
    public static long? ReadMandate(string text, out string? wrong)
    {
        wrong = WrongForm(text);
        if (wrong is not null)
        {
            return null;
        }

        if (text.IndexOf('.', StringComparison.Ordinal) is >= 0 and int dot && text.Length - dot - 1 > MandateDecimals)
        {
            wrong = $"{Quoted.Of(text)} has more decimals than any currency ({MandateDecimals})";
        }
        else if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal major) || major > Largest)
        {
            wrong = $"{Quoted.Of(text)} is more than {Largest}";
        }
        else if (major == 0)
        {
            wrong = $"{Quoted.Of(text)} is not more than 0";
        }
        else
        {
            return (long)(major * MandateUnit);
        }

        return null;
    }

    private static string? WrongForm(string text) =>
        !Form.IsMatch(text) ? $"{Quoted.Of(text)} is not an amount like 1234.50"
        : text[0] == '-' ? $"{Quoted.Of(text)} is negative"
        : null;

    private static long? Minor(string text, Currency currency, long least, out string? wrong)
    {
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0 && text.Length - dot - 1 > currency.Decimals)
        {
            wrong = $"{Quoted.Of(text)} has more decimals than {currency} has ({currency.Decimals})";
        }
        else if (!Money.TryParseMajor(text, currency, out Money money) || money.Minor > Largest)
        {
            wrong = $"{Quoted.Of(text)} is more than {new Money(Largest, currency)}";
        }
        else if (money.Minor < least)
        {
            wrong = $"{Quoted.Of(text)} is not more than 0";
        }
        else
        {
            wrong = null;
            return money.Minor;
        }

        return null;
    }

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Form { get; }
}
