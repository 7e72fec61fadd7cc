using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Worker.Servicing.Ledger;

/// <summary>A currency the worker keeps books in: its ISO 4217 code and how many decimals its major unit has.</summary>
public sealed record Currency
{
    private static readonly FrozenDictionary<string, Currency> Known = new Currency[]
    {
        new("AUD", 2), new("CAD", 2), new("CHF", 2), new("CNY", 2), new("EUR", 2), new("GBP", 2), new("HKD", 2),
        new("JPY", 0), new("KRW", 0), new("KWD", 3), new("MOP", 2), new("MYR", 2), new("NZD", 2), new("PHP", 2),
        new("SGD", 2), new("THB", 2), new("TWD", 2), new("USD", 2), new("VND", 0),
    }.ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    private Currency(string code, int decimals)
    {
        Code = code;
        Decimals = decimals;
        MinorUnitsPerMajor = (long)Math.Pow(10, decimals);
    }

    /// <summary>Three upper-case letters, ISO 4217.</summary>
    public string Code { get; }

    /// <summary>Decimals of the major unit, 0 to 3.</summary>
    public int Decimals { get; }

    /// <summary>How many minor units make a major one: 1, 100 or 1000.</summary>
    public long MinorUnitsPerMajor { get; }

    /// <summary>Every currency the worker knows, in the order of their codes.</summary>
    public static IReadOnlyList<Currency> All { get; } = [.. Known.Values.OrderBy(currency => currency.Code, StringComparer.Ordinal)];

    /// <summary>Finds a currency by its exact ISO code; false for any other text.</summary>
    public static bool TryParse(string? code, [NotNullWhen(true)] out Currency? currency)
    {
        currency = null;
        return code is not null && Known.TryGetValue(code, out currency);
    }

    /// <summary>The currency of a code that is already known to be good.</summary>
    /// <exception cref="FormatException">The code is not one the worker knows.</exception>
    public static Currency Parse(string code) =>
        TryParse(code, out Currency? currency) ? currency : throw new FormatException($"'{code}' is not a currency the worker knows.");

    public override string ToString() => Code;
}
