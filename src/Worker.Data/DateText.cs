using System.Globalization;

namespace Worker.Data;

/// <summary>A business date as text: <c>2026-11-21</c>.</summary>
internal static class DateText
{
    /// <summary>Reads digits by their places: millions of dates are read in a run, and the general parser takes five times as long.</summary>
    public static DateOnly Parse(string text) =>
        text is [_, _, _, _, '-', _, _, '-', _, _]
            ? new DateOnly(Number(text.AsSpan(0, 4)), Number(text.AsSpan(5, 2)), Number(text.AsSpan(8, 2)))
            : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Number(ReadOnlySpan<char> digits)
    {
        int number = 0;
        foreach (char digit in digits)
        {
            number = char.IsAsciiDigit(digit)
                ? (number * 10) + digit - '0'
                : throw new FormatException($"'{digits}' is not a number in a business date.");
        }

        return number;
    }
}
