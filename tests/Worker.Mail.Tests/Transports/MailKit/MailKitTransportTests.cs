using Worker.Mail.Transports.MailKit;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports.MailKit;

/// <summary>What <see cref="MailKitTransport"/> does beyond what every transport does.</summary>
public sealed class MailKitTransportTests() : SmtpContract(new MailKitUnderTest())
{
    [Theory]
    [InlineData("https://shop.example/u?customer=0123456789012345678901234567890123456789&list=reminders&x=张", true, "https://shop.example/u?customer=0123456789012345678901234567890123456789&list=reminders&x=%E5%BC%A0", "List-Unsubscribe=One-Click")]
    [InlineData("mailto:stop@shop.example?subject=stop", true, "mailto:stop@shop.example?subject=stop", null)]
    [InlineData("https://shop.example/u", false, null, null)]
    public async Task Only_courtesy_messages_can_be_unsubscribed_from(string address, bool isCourtesy, string? header, string? post)
    {
        await using SmtpSink sink = SmtpSink.Start();
        IMailTransport transport = Transport(sink, settings => settings with { Unsubscribe = new Uri(address) });

        await transport.SendAsync(await Samples.RenderAsync(isCourtesy: isCourtesy), CancellationToken.None);

        ParsedMail mail = Assert.Single(sink.Mails).Parse();
        Assert.Equal(header is null ? null : $"<{header}>", mail.Header("List-Unsubscribe"));
        Assert.Equal(post, mail.Header("List-Unsubscribe-Post"));
    }

    [Fact]
    public async Task The_headers_say_who_when_and_that_a_machine_wrote_it()
    {
        await using SmtpSink sink = SmtpSink.Start();
        IMailTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync(recipient: Samples.Chinese);

        await transport.SendAsync(message, CancellationToken.None);

        ParsedMail mail = Assert.Single(sink.Mails).Parse();
        Assert.Equal($"<{message.MessageId}>", mail.Header("Message-ID"));
        Assert.Equal("Sun, 08 Mar 2026 01:02:03 +0000", mail.Header("Date"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Equal("Shop installments <installments@mail.shop.example>", mail.Header("From"));
        Assert.Equal("zhang.wei@mail.example", mail.Header("To"));
        Assert.Equal("1.0", mail.Header("MIME-Version"));
    }

    [Theory]
    [InlineData("en", "<script>\"'&; 张伟 😀")]
    [InlineData("zh-CN", "Ada")]
    public async Task What_was_rendered_arrives_unchanged_as_short_ascii_lines(string language, string name)
    {
        await using SmtpSink sink = SmtpSink.Start();
        IMailTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync(
            MessageKind.Overdue, recipient: Samples.English with { Language = language, Name = name });

        await transport.SendAsync(message, CancellationToken.None);

        SinkMail mail = Assert.Single(sink.Mails);
        Assert.Equal(message.Subject, mail.Parse().Header("Subject"));
        Assert.Equal(message.Text, mail.Parse().Text);
        Assert.Equal(message.Html.ReplaceLineEndings(), mail.Parse().Html.ReplaceLineEndings());
        Assert.All(mail.Data.Split("\r\n"), line => Assert.True(line.Length <= 998 && System.Text.Ascii.IsValid(line), line));
    }

    [Fact]
    public async Task A_subject_that_was_not_rendered_here_still_can_not_add_a_header()
    {
        await using SmtpSink sink = SmtpSink.Start();
        IMailTransport transport = Transport(sink);

        await transport.SendAsync(
            await Samples.RenderAsync() with { Subject = "Hello\r\nBcc: victim@mail.example\r\n\r\nbody" }, CancellationToken.None);

        ParsedMail mail = Assert.Single(sink.Mails).Parse();
        Assert.Equal("Hello Bcc: victim@mail.example body", mail.Header("Subject"));
        Assert.Null(mail.Header("Bcc"));
    }

    public sealed class HandOver() : HandOverContract(new MailKitUnderTest());

    public sealed class Connections() : ConnectionContract(new MailKitUnderTest());

    public sealed class Patience() : PatienceContract(new MailKitUnderTest());

    public sealed class Security() : SecurityContract(new MailKitUnderTest());

    public sealed class SignIn() : SignInContract(new MailKitUnderTest());
}
