using System.Text;
using MimeKit;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports;

/// <summary>A rendered message as a multipart/alternative mail with its headers.</summary>
internal static class MimeMail
{
    private const int LongestSubject = 200;
    private const int ShareOfOtherScriptsForBase64 = 6;

    /// <param name="unsubscribe">Where the recipient unsubscribes from a courtesy message; null to offer nothing.</param>
    public static MimeMessage Of(RenderedMessage rendered, MailboxAddress to, MailboxAddress from, Uri? unsubscribe, DateTimeOffset date)
    {
        var mime = new MimeMessage
        {
            Subject = OneLine.Of(rendered.Subject, LongestSubject),
            MessageId = rendered.MessageId,
            Date = date,
            Body = new MultipartAlternative { Part("plain", rendered.Text), Part("html", rendered.Html) },
        };
        mime.From.Add(from);
        mime.To.Add(to);
        mime.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        if (rendered.IsCourtesy && unsubscribe is not null)
        {
            mime.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe.AbsoluteUri}>");
            if (unsubscribe.Scheme == Uri.UriSchemeHttps)
            {
                mime.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
            }
        }

        return mime;
    }

    /// <summary>Whether the mail can only go with raw UTF-8 in its headers and a server that speaks SMTPUTF8.</summary>
    public static bool IsInternational(MailboxAddress to, MailboxAddress from) => to.IsInternationalAddress() || from.IsInternationalAddress();

    private static TextPart Part(string subtype, string content)
    {
        int others = Encoding.UTF8.GetByteCount(content) - content.Length;
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, content);
        part.ContentTransferEncoding = others * ShareOfOtherScriptsForBase64 < content.Length
            ? ContentEncoding.QuotedPrintable
            : ContentEncoding.Base64;
        return part;
    }
}
