using System.Globalization;
using System.Text;

namespace Worker.Mail.Templates;

/// <remarks>
/// The renderer escapes every character outside ASCII as a numeric reference, which makes Chinese mail three times as
/// long and unreadable in its source. None of the characters put back has a meaning in HTML; an ampersand that a value
/// brought along is itself escaped and so never begins a reference.
/// </remarks>
internal static class ReadableHtml
{
    private const int FirstBeyondLatinControls = 0xA1;

    public static string From(string html)
    {
        int at = html.IndexOf("&#x", StringComparison.Ordinal);
        if (at < 0)
        {
            return html;
        }

        var readable = new StringBuilder(html.Length);
        int done = 0;
        while (at >= 0)
        {
            int end = html.IndexOf(';', at);
            if (end < 0)
            {
                break;
            }

            if (int.TryParse(html.AsSpan(at + 3, end - at - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
                && value >= FirstBeyondLatinControls && Rune.TryCreate(value, out Rune rune))
            {
                readable.Append(html, done, at - done).Append(rune.ToString());
                done = end + 1;
            }

            at = html.IndexOf("&#x", end, StringComparison.Ordinal);
        }

        return readable.Append(html, done, html.Length - done).ToString();
    }
}
