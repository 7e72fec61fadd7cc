using System.Net;
using System.Text;

namespace Worker.Mail.Templates;

/// <summary>Turns what the blocks wrote as <see cref="Medium.Text"/> into the text a reader sees.</summary>
/// <remarks>
/// Line breaks in a template file mean nothing, so the blocks end their lines and paragraphs with the two characters
/// Unicode has for that; values never hold them.
/// </remarks>
public static class PlainText
{
    public const char LineEnd = '\u2028';

    public const char ParagraphEnd = '\u2029';

    /// <summary>The text, with CRLF line ends and a blank line between paragraphs, unescaped.</summary>
    public static string From(string rendered)
    {
        string text = WebUtility.HtmlDecode(rendered);
        var lines = new StringBuilder(text.Length + 64);
        bool atStart = true;
        foreach (char character in text)
        {
            switch (character)
            {
                case LineEnd:
                    lines.Append("\r\n");
                    atStart = true;
                    break;
                case ParagraphEnd:
                    lines.Append("\r\n\r\n");
                    atStart = true;
                    break;
                case '\r' or '\n':
                    break;
                case ' ' when atStart:
                    break;
                default:
                    lines.Append(character);
                    atStart = false;
                    break;
            }
        }

        return lines.ToString().TrimEnd() + "\r\n";
    }
}
