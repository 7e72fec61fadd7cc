using System.Globalization;

namespace Worker.Configuration.Reading;

/// <summary>Reads numbers and lengths of time. Numbers have a dot and no grouping, whatever the machine's language.</summary>
internal static class NumberReading
{
    /// <summary>A whole number of a range.</summary>
    public static int Whole(this SectionReader section, string name, int fallback, int least, int most) =>
        section.Read(
            name,
            fallback,
            (string text, out int value) => TryWhole(text, out value) && value >= least && value <= most,
            $"a whole number from {least} to {most}");

    /// <summary>A whole number of a range, or <c>none</c>, which is the default.</summary>
    public static int? WholeOrNone(this SectionReader section, string name, int least, int most) =>
        section.Read(
            name,
            (int?)null,
            (string text, out int? value) =>
            {
                bool isNumber = TryWhole(text, out int number);
                value = isNumber ? number : null;
                return isNumber ? number >= least && number <= most : IsNone(text);
            },
            $"a whole number from {least} to {most}, or none");

    public static decimal Number(this SectionReader section, string name, decimal fallback, decimal least, decimal most) =>
        section.Read(
            name,
            fallback,
            (string text, out decimal value) =>
                decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
            $"a number from {least} to {most}");

    /// <summary>A length of time, given as a number of units.</summary>
    public static TimeSpan Span(this SectionReader section, string name, TimeSpan fallback, TimeSpan unit, decimal least, decimal most) =>
        (double)section.Number(name, (decimal)(fallback / unit), least, most) * unit;

    /// <summary>A text that is empty or says <c>none</c>.</summary>
    public static bool IsNone(string text) => text.Length == 0 || text.Equals("none", StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole number as configuration writes it.</summary>
    public static bool TryWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);
}
