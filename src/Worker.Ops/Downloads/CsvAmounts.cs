using CsvHelper;
using Worker.Servicing.Currencies;

namespace Worker.Ops.Downloads;

internal static class CsvAmounts
{
    /// <summary>Major units with a dot and the currency's decimals, as imports take them; empty for null, minor units where the currency is not known.</summary>
    public static void WriteAmount(this CsvWriter csv, long? minor, string? currency)
    {
        if (minor is null)
        {
            csv.WriteField("");
        }
        else if (Currency.TryParse(currency, out Currency? known))
        {
            csv.WriteField(decimal.Round(new Money(minor.Value, known).Major, known.Decimals) + new decimal(0, 0, 0, false, (byte)known.Decimals));
        }
        else
        {
            csv.WriteField(minor.Value);
        }
    }
}
