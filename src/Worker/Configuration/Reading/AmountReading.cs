using Worker.Servicing.Ledger;

namespace Worker.Configuration.Reading;

/// <summary>Reads tables of amounts: <c>{ "CNY": 5.00 }</c>, in major units.</summary>
internal static class AmountReading
{
    /// <summary>Minor units by currency code; empty where nothing is given.</summary>
    public static IReadOnlyDictionary<string, long> Amounts(this SectionReader section, string name, bool allowsZero)
    {
        IConfigurationSection table = section.Raw.GetSection(name);
        section.Findings.Know(table.Path);
        var amounts = new Dictionary<string, long>(StringComparer.Ordinal);
        if (!string.IsNullOrEmpty(table.Value))
        {
            section.Refuse(name, table.Value, "amounts by currency, like { \"CNY\": 5.00 }");
        }

        foreach (IConfigurationSection child in table.GetChildren())
        {
            section.Findings.Excuse(child.Path);

            // Names of environment variables and keys of configuration have no case of their own.
            if (!Currency.TryParse(child.Key.ToUpperInvariant(), out Currency? currency))
            {
                section.Findings.Refuse($"{child.Path}: '{Entry.OneLine(child.Key)}' is no currency; known are {string.Join(", ", Currency.All)}");
            }
            else if (child.Value is { } text)
            {
                ReadAmount(section, child.Path, text, currency, allowsZero, amounts);
            }
        }

        return amounts;
    }

    private static void ReadAmount(
        SectionReader section, string key, string text, Currency currency, bool allowsZero, Dictionary<string, long> amounts)
    {
        if (Money.TryParseMajor(text, currency, out Money amount) && amount.Minor >= (allowsZero ? 0 : 1))
        {
            amounts[currency.Code] = amount.Minor;
            return;
        }

        section.Findings.Refuse(
            $"{Entry.Plain(key, text).Description}: an amount in major units, {(allowsZero ? "0 or more" : "more than 0")}, with at most {currency.Decimals} decimals");
    }
}
