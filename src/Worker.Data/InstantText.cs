using System.Globalization;

namespace Worker.Data;

/// <summary>An instant as text of fixed width, UTC with milliseconds: text order is time order.</summary>
internal static class InstantText
{
    public const int Length = 24;
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void Write(DateTimeOffset instant, Span<char> text) =>
        instant.UtcDateTime.TryFormat(text, out _, Format, CultureInfo.InvariantCulture);

    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) => DateTimeOffset.ParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
