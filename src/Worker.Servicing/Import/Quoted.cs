using System.Globalization;
using System.Text;

namespace Worker.Servicing.Import;

/// <summary>A value for an error text: cut to a readable length, without control characters.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    public static string Of(string? value)
    {
        var text = new StringBuilder("'");
        foreach (Rune rune in (value ?? "").EnumerateRunes())
        {
            if (text.Length > Longest)
            {
                text.Append('…');
                break;
            }

            if (IsPlain(rune))
            {
                text.Append(rune.ToString());
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
        }

        return text.Append('\'').ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
