using Worker.Mail.Transports;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

/// <summary>Nothing goes in plain text that was to be protected.</summary>
public sealed class SmtpSecurityTests : SmtpTests
{
    private const string TrustedHost = "localhost";

    [Fact]
    public async Task Where_tls_is_required_and_not_offered_nothing_is_sent()
    {
        await using MailServer sink = MailServer.Start(credentials: ("shop", "secret"));
        SmtpTransport transport = Transport(sink, Secured);

        DeliveryResult delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Unreachable, delivery.Outcome);
        Assert.DoesNotContain(sink.Commands, line => line.StartsWith("MAIL", StringComparison.Ordinal) || line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_starttls_is_offered_and_then_refused_nothing_is_sent()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Extensions = ["STARTTLS", "AUTH LOGIN"] });
        SmtpTransport transport = Transport(sink, Secured);
        sink.Script = line => line == "STARTTLS" ? "454 4.7.0 TLS not available" : null;

        DeliveryResult delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.NotEqual(DeliveryOutcome.Sent, delivery.Outcome);
        Assert.DoesNotContain(sink.Commands, line => line.StartsWith("MAIL", StringComparison.Ordinal) || line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_not_accepted()
    {
        await using MailServer sink = MailServer.Start(MailServerTls.Offered);
        SmtpTransport transport = Transport(sink, settings => settings with { Security = MailSecurity.StartTls });

        DeliveryResult delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Unreachable, delivery.Outcome);
        Assert.Contains("TLS", delivery.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(sink.Commands, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mail_and_credentials_go_over_tls_once_the_certificate_is_trusted()
    {
        await using MailServer sink = MailServer.Start(MailServerTls.Offered, ("shop", "secret"));
        SmtpTransport transport = Transport(sink, settings => Secured(settings) with { Host = TrustedHost }, trusts: true);
        RenderedMessage message = await Samples.RenderAsync();

        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message, CancellationToken.None));
        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message, CancellationToken.None));

        Assert.All(sink.Mails, mail => Assert.Equal((true, "shop"), (mail.IsSecured, mail.UserName)));
        Assert.Equal(2, sink.MailCount);
        Assert.Single(sink.Commands, line => line == "STARTTLS");
        Assert.Single(sink.Commands, line => line == "AUTH");
    }

    [Fact]
    public async Task Tls_from_the_first_byte_protects_the_greeting_too()
    {
        await using MailServer sink = MailServer.Start(MailServerTls.Always, ("shop", "secret"));
        SmtpTransport transport = Transport(
            sink, settings => Secured(settings) with { Host = TrustedHost, Security = MailSecurity.Tls }, trusts: true);

        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None));

        SinkMail mail = Assert.Single(sink.Mails);
        Assert.Equal((true, "shop"), (mail.IsSecured, mail.UserName));
    }

    [Fact]
    public async Task Tls_from_the_first_byte_to_a_server_that_speaks_plain_text_sends_nothing()
    {
        await using MailServer sink = MailServer.Start(MailServerTls.Offered);
        SmtpTransport transport = Transport(sink, settings => settings with { Security = MailSecurity.Tls }, trusts: true);

        DeliveryResult delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Unreachable, delivery.Outcome);
        Assert.Contains("TLS", delivery.Detail, StringComparison.Ordinal);
        Assert.Equal(0, sink.MailCount);
    }

    private static MailSettings Secured(MailSettings settings) =>
        settings with { Security = MailSecurity.StartTls, UserName = "shop", Password = "secret" };
}
