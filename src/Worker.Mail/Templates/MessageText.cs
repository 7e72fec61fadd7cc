using System.Text;

namespace Worker.Mail.Templates;

/// <summary>The plain-text part of a message: lines end with CRLF, a blank line stands between paragraphs.</summary>
internal static class MessageText
{
    public static string Of(MessageModel message)
    {
        string separator = message.Language.Text("LabelSeparator");
        var text = new StringBuilder(1024);
        Paragraph(message.Heading);
        Paragraph(message.Greeting);
        Paragraph(message.Lead);
        foreach ((string label, string value) in message.Facts)
        {
            Line(label + separator + value);
        }

        Line("");
        Paragraph(message.Next);
        Line("--");
        Line(message.Language.Text("Caution"));
        if (message.Unsubscribe is not null)
        {
            Line(message.Language.Text("Unsubscribe") + separator + message.Unsubscribe.AbsoluteUri);
        }

        Line(message.Help.TrimEnd());
        return text.ToString();

        void Line(string line) => text.Append(line).Append("\r\n");
        void Paragraph(string paragraph) => text.Append(paragraph).Append("\r\n\r\n");
    }
}
