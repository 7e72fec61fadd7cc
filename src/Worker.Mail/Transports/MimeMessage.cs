using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports;

/// <summary>A rendered message as a multipart/alternative mail with its headers.</summary>
internal sealed class MimeMessage : IDisposable
{
    private const int LongestSubject = 200;
    private const int ShareOfOtherScriptsForBase64 = 6;

    private readonly ObservedStream text;
    private readonly ObservedStream html;

    /// <param name="rendered">What it says.</param>
    /// <param name="to">Who it goes to: the address alone, a name would only bring along what must be quoted.</param>
    /// <param name="from">Who it comes from.</param>
    /// <param name="unsubscribe">Where the recipient unsubscribes from a courtesy message; null to offer nothing.</param>
    public MimeMessage(RenderedMessage rendered, MailAddress to, MailAddress from, Uri? unsubscribe)
    {
        Mail = new MailMessage(from, to)
        {
            Subject = OneLine.Of(rendered.Subject, LongestSubject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        Mail.Headers.Add("Message-ID", $"<{rendered.MessageId}>");
        Mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (rendered.IsCourtesy && unsubscribe is not null)
        {
            Mail.Headers.Add("List-Unsubscribe", $"<{unsubscribe.AbsoluteUri}>");
            if (unsubscribe.Scheme == Uri.UriSchemeHttps)
            {
                Mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
        }

        text = AddAlternative(rendered.Text, MediaTypeNames.Text.Plain);
        html = AddAlternative(rendered.Html, MediaTypeNames.Text.Html);
    }

    /// <summary>The mail.</summary>
    public MailMessage Mail { get; }

    /// <summary>Whether the body was asked for: before that, nobody can have accepted the mail.</summary>
    public bool BodyWasRead => text.WasRead || html.WasRead;

    /// <inheritdoc/>
    public void Dispose() => Mail.Dispose();

    private ObservedStream AddAlternative(string content, string mediaType)
    {
        var stream = new ObservedStream(Encoding.UTF8.GetBytes(content));
        bool isMostlyAscii = (stream.Length - content.Length) * ShareOfOtherScriptsForBase64 < content.Length;
        Mail.AlternateViews.Add(new AlternateView(stream, new ContentType(mediaType) { CharSet = "utf-8" })
        {
            TransferEncoding = isMostlyAscii ? TransferEncoding.QuotedPrintable : TransferEncoding.Base64,
        });
        return stream;
    }

    private sealed class ObservedStream(byte[] content) : MemoryStream(content, writable: false)
    {
        private volatile bool wasRead;

        public bool WasRead => wasRead;

        public override int Read(byte[] buffer, int offset, int count)
        {
            wasRead = true;
            return base.Read(buffer, offset, count);
        }

        public override int Read(Span<byte> buffer)
        {
            wasRead = true;
            return base.Read(buffer);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            wasRead = true;
            return base.ReadAsync(buffer, offset, count, cancellationToken);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            wasRead = true;
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
