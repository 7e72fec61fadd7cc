using Microsoft.Extensions.Time.Testing;
using Worker.Mail.Transports;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

public sealed class MimeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("en", "<script>\"'&; 张伟 😀")]
    [InlineData("zh-CN", "Ada")]
    public async Task What_was_rendered_comes_out_of_the_mail_unchanged(string language, string name)
    {
        RenderedMessage message = await Samples.RenderAsync(
            MessageKind.Overdue, recipient: Samples.English with { Language = language, Name = name });

        ParsedMail mail = await WriteAsync(message);

        Assert.Equal(message.Subject, mail.Header("Subject"));
        Assert.Equal(message.Text, mail.Text);
        // Lines of text end in CR LF in a mail (RFC 2046, 4.1.1), whatever they ended in.
        Assert.Equal(message.Html.ReplaceLineEndings(), mail.Html.ReplaceLineEndings());
    }

    [Fact]
    public async Task Lines_that_begin_with_a_dot_or_look_like_headers_survive()
    {
        RenderedMessage message = await Samples.RenderAsync() with
        {
            Text = ".\r\n..\r\n.x\r\nBcc: x@y\r\n\r\n=3D=\r\nFrom here \r\n" + new string('a', 3000) + "\r\n.\r\n",
        };

        Assert.Equal(message.Text, (await WriteAsync(message)).Text);
    }

    [Fact]
    public async Task Every_line_is_short_ascii_even_for_chinese_text()
    {
        RenderedMessage message = await Samples.RenderAsync(MessageKind.DueSoon, recipient: Samples.Chinese);
        await WriteAsync(message);

        string raw = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder.Path)));
        Assert.All(raw.Split("\r\n"), line => Assert.True(line.Length <= 998 && System.Text.Ascii.IsValid(line), line));
    }

    [Fact]
    public async Task The_headers_say_who_when_and_that_a_machine_wrote_it()
    {
        RenderedMessage message = await Samples.RenderAsync(recipient: Samples.Chinese);

        ParsedMail mail = await WriteAsync(message);

        Assert.Equal($"<{message.MessageId}>", mail.Header("Message-ID"));
        Assert.Equal("Sun, 08 Mar 2026 01:02:03 +0000", mail.Header("Date"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Equal("Shop installments <installments@mail.shop.example>", mail.Header("From"));
        Assert.Equal("zhang.wei@mail.example", mail.Header("To"));
        Assert.Equal("1.0", mail.Header("MIME-Version"));
        Assert.Null(mail.Header("Bcc"));
    }

    [Theory]
    [InlineData("https://shop.example/u?x=张", true, "<https://shop.example/u?x=%E5%BC%A0>", "List-Unsubscribe=One-Click")]
    [InlineData("mailto:stop@shop.example?subject=stop", true, "<mailto:stop@shop.example?subject=stop>", null)]
    [InlineData("https://shop.example/u", false, null, null)]
    [InlineData(null, true, null, null)]
    public async Task Only_courtesy_messages_can_be_unsubscribed_from(string? address, bool isCourtesy, string? header, string? post)
    {
        MailSettings settings = Samples.Settings with { Unsubscribe = address is null ? null : new Uri(address) };
        RenderedMessage message = await Samples.RenderAsync(isCourtesy: isCourtesy, settings: settings);

        ParsedMail mail = await WriteAsync(message, settings);

        Assert.Equal(header, mail.Header("List-Unsubscribe"));
        Assert.Equal(post, mail.Header("List-Unsubscribe-Post"));
    }

    [Fact]
    public async Task A_subject_that_was_not_rendered_here_still_can_not_add_a_header()
    {
        RenderedMessage message = await Samples.RenderAsync() with { Subject = "Hello\r\nBcc: victim@mail.example\r\n\r\nbody" };

        ParsedMail mail = await WriteAsync(message);

        Assert.Equal("Hello Bcc: victim@mail.example body", mail.Header("Subject"));
        Assert.Null(mail.Header("Bcc"));
    }

    public void Dispose() => folder.Dispose();

    private async Task<ParsedMail> WriteAsync(RenderedMessage message, MailSettings? settings = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 8, 1, 2, 3, TimeSpan.Zero));
        var transport = new PickupFolderTransport((settings ?? Samples.Settings) with { PickupFolder = folder.Path }, clock);
        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message, CancellationToken.None));
        return ParsedMail.Parse(await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder.Path, "*.eml"))));
    }
}
