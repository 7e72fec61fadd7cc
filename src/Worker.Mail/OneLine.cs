using System.Buffers;
using System.Globalization;
using System.Text;

namespace Worker.Mail;

/// <summary>Makes a value from outside fit to stand in one line of a mail: in a header, in a sentence.</summary>
internal static class OneLine
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._@:/+,");

    /// <summary>
    /// The value without control characters, line breaks, broken surrogates and marks that turn the reading direction;
    /// runs of white space become one space; cut, with an ellipsis, where it is longer than allowed.
    /// </summary>
    /// <param name="maximum">Characters (Unicode scalar values) that may stay, 1 or more.</param>
    public static string Of(string? value, int maximum)
    {
        if (string.IsNullOrEmpty(value) || (value.Length <= maximum && !value.AsSpan().ContainsAnyExcept(Harmless)))
        {
            return value ?? "";
        }

        var line = new StringBuilder(Math.Min(value.Length, maximum) + 1);
        int length = 0;
        bool spaceIsDue = false;
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                spaceIsDue = length > 0;
                continue;
            }

            if (IsDropped(rune))
            {
                continue;
            }

            if (length + (spaceIsDue ? 2 : 1) > maximum)
            {
                return line.Append('…').ToString();
            }

            if (spaceIsDue)
            {
                line.Append(' ');
                length++;
                spaceIsDue = false;
            }

            line.Append(rune.ToString());
            length++;
        }

        return line.ToString();
    }

    // Joiners stay: emoji families and several scripts are written with them.
    private static bool IsDropped(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format => rune.Value is not (ZeroWidthJoiner or ZeroWidthNonJoiner),
        UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        _ => rune == Rune.ReplacementChar,
    };
}
