using System.Globalization;
using System.Net.Mail;
using System.Text;
using MimeKit;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports.MailKit;

/// <summary>A rendered message as a multipart/alternative mail with its headers.</summary>
internal static class MimeKitMessage
{
    private const int LongestSubject = 200;
    private const int ShareOfOtherScriptsForBase64 = 6;

    /// <param name="to">Who it goes to: the address alone, a name would only bring along what must be quoted.</param>
    /// <param name="unsubscribe">Where the recipient unsubscribes from a courtesy message; null to offer nothing.</param>
    public static MimeKit.MimeMessage Of(RenderedMessage rendered, MailAddress to, MailAddress from, Uri? unsubscribe, DateTimeOffset date)
    {
        var mime = new MimeKit.MimeMessage
        {
            Subject = OneLine.Of(rendered.Subject, LongestSubject),
            MessageId = rendered.MessageId,
            Date = date,
            Body = new MultipartAlternative { Part("plain", rendered.Text), Part("html", rendered.Html) },
        };
        mime.From.Add(new MailboxAddress(from.DisplayName, AddressOf(from)));
        mime.To.Add(new MailboxAddress("", AddressOf(to)));
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
    public static bool IsInternational(MailAddress to, MailAddress from) => to.IsInternational() || from.IsInternational();

    // A domain in other letters goes anywhere in its ASCII form; only what stands before the @ has none.
    private static string AddressOf(MailAddress address) => address.IsInternational() || Ascii.IsValid(address.Host)
        ? address.Address
        : $"{address.User}@{new IdnMapping().GetAscii(address.Host)}";

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
