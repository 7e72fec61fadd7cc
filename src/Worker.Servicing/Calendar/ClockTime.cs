using System.Globalization;

namespace Worker.Servicing.Calendar;

/// <summary>Times of day as they stand in configuration: <c>09:00</c> or <c>09:00:30</c>.</summary>
internal static class ClockTime
{
    private static readonly string[] Formats = ["HH:mm", "HH:mm:ss"];

    public static bool TryParse(ReadOnlySpan<char> text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>Seconds only where there are any.</summary>
    public static string Text(TimeOnly time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
}
