using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Worker.Servicing.Currencies;

/// <summary>A currency: its ISO 4217 code and how many decimals its major unit has.</summary>
/// <remarks>
/// <c>iso4217.csv</c> is the list of ISO 4217 as published on 1 January 2026. What has no minor unit there (gold, drawing rights,
/// test codes) is not in it: no book can be kept in that.
/// </remarks>
public sealed record Currency
{
    private const string Resource = "iso4217.csv";

    private static readonly FrozenDictionary<string, Currency> Known = ReadAll().ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    private Currency(string code, int decimals)
    {
        Code = code;
        Decimals = decimals;
        MinorUnitsPerMajor = decimals switch { 0 => 1, 1 => 10, 2 => 100, 3 => 1000, 4 => 10_000, _ => throw new ArgumentOutOfRangeException(nameof(decimals)) };
    }

    /// <summary>Three upper-case letters, ISO 4217.</summary>
    public string Code { get; }

    /// <summary>Decimals of the major unit, 0 to 4.</summary>
    public int Decimals { get; }

    /// <summary>How many minor units make a major one: 1 to 10,000, a power of ten.</summary>
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

    private static IEnumerable<Currency> ReadAll()
    {
        using var reader = new StreamReader(typeof(Currency).Assembly.GetManifestResourceStream(Resource)!);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            int comma = line.IndexOf(',', StringComparison.Ordinal);
            yield return new Currency(line[..comma], int.Parse(line.AsSpan(comma + 1), CultureInfo.InvariantCulture));
        }
    }
}
