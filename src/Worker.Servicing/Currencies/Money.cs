using System.Globalization;

namespace Worker.Servicing.Currencies;

/// <summary>An amount in minor units (fen, cents) of one currency. There is no fraction of a minor unit and no rounding in here.</summary>
/// <param name="Minor">Minor units; negative for what goes the other way.</param>
public readonly record struct Money(long Minor, Currency Currency)
{
    public decimal Major => (decimal)Minor / Currency.MinorUnitsPerMajor;

    /// <summary>Major units with the currency's decimals and a dot, then the code: <c>337.30 CNY</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major.ToString("F" + Currency.Decimals, CultureInfo.InvariantCulture)} {Currency.Code}");

    /// <summary>
    /// Reads major units with a dot (<c>337.3</c>). False when it is not such a number, has more decimals than the
    /// currency, or does not fit 64 bits of minor units.
    /// </summary>
    public static bool TryParseMajor(ReadOnlySpan<char> text, Currency currency, out Money money)
    {
        money = default;
        const NumberStyles plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out decimal major)
            || Math.Abs(major) > long.MaxValue / currency.MinorUnitsPerMajor)
        {
            return false;
        }

        decimal minor = major * currency.MinorUnitsPerMajor;
        if (minor != decimal.Truncate(minor))
        {
            return false;
        }

        money = new Money((long)minor, currency);
        return true;
    }
}
