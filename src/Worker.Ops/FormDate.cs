using System.Globalization;

namespace Worker.Ops;

/// <summary>A day as forms and addresses write it.</summary>
internal static class FormDate
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>Days at the ends of the calendar have no day before or after them, and no business is done there.</summary>
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(9998, 12, 31);

    /// <summary>The day; null where the text is none, or one beyond every business.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) && date >= Earliest && date <= Latest ? date : null;

    public static string Write(DateOnly? date) => date?.ToString(Format, CultureInfo.InvariantCulture) ?? "";
}
