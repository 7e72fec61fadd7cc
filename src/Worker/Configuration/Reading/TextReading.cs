namespace Worker.Configuration.Reading;

internal static class TextReading
{
    /// <summary>A text that is not blank, on one line.</summary>
    public static string Text(this SectionReader section, string name, string fallback, string allowed = "a text on one line, not empty", bool isSecret = false) =>
        section.Read(name, fallback, TryLine, allowed, isSecret);

    /// <summary>A text on one line; null where it is not given or empty.</summary>
    public static string? OptionalText(this SectionReader section, string name, bool isSecret = false) =>
        section.Optional<string>(name, TryLine, "a text on one line, or nothing", isSecret);

    /// <summary>A value; null where it is not given or empty.</summary>
    public static T? Optional<T>(this SectionReader section, string name, TryParse<T> tryParse, string allowed, bool isSecret = false)
        where T : class =>
        section.Read<T?>(
            name,
            null,
            (string text, out T? value) =>
            {
                value = null;
                return text.Length == 0 || tryParse(text, out value);
            },
            allowed,
            isSecret);

    public static bool Flag(this SectionReader section, string name, bool fallback) =>
        section.Read<bool>(name, fallback, bool.TryParse, "true or false");

    /// <summary>One of the names of an enumeration, in any case; its numbers are no names.</summary>
    public static T OneOf<T>(this SectionReader section, string name, T fallback)
        where T : struct, Enum =>
        section.Read(
            name,
            fallback,
            (string text, out T value) => Enum.TryParse(text, ignoreCase: true, out value)
                && Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase),
            string.Join(" or ", Enum.GetNames<T>()));

    /// <summary>Takes any text that is not blank and stands on one line.</summary>
    public static bool TryLine(string text, out string value)
    {
        value = text;
        return !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);
    }
}
