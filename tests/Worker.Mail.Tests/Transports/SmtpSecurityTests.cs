using System.Net;
using Worker.Mail.Transports;
using Worker.Servicing;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

public sealed class SmtpSecurityTests
{
    [Fact]
    public async Task Where_tls_is_required_and_not_offered_nothing_is_sent()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Credentials = ("shop", "secret") });
        using SmtpTransport transport = Transport(sink, MailSecurity.StartTls, "secret");

        Delivery delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Unreachable, delivery.Outcome);
        Assert.DoesNotContain(sink.Commands, line => line.StartsWith("MAIL", StringComparison.Ordinal) || line == "AUTH");
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_not_accepted()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { OffersStartTls = true });
        using SmtpTransport transport = Transport(sink, MailSecurity.StartTls);

        Delivery delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Unreachable, delivery.Outcome);
        Assert.Contains("TLS", delivery.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(sink.Commands, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mail_and_credentials_go_over_tls_once_the_certificate_is_trusted()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { OffersStartTls = true, Credentials = ("shop", "secret") });
        using SmtpTransport transport = Transport(sink, MailSecurity.StartTls, "secret", host: "localhost");
        RenderedMessage message = await Samples.RenderAsync();

        // The only way this client can be told to trust; for this host name alone, which no other test connects to.
#pragma warning disable SYSLIB0014, MA0039
        ServicePointManager.ServerCertificateValidationCallback =
            (sender, _, _, errors) => errors == System.Net.Security.SslPolicyErrors.None
                || sender is System.Net.Security.SslStream { TargetHostName: "localhost" };
        try
        {
            Assert.Equal(Delivery.Sent, await transport.SendAsync(message, CancellationToken.None));
            Assert.Equal(Delivery.Sent, await transport.SendAsync(message, CancellationToken.None));
        }
        finally
        {
            ServicePointManager.ServerCertificateValidationCallback = null;
        }
#pragma warning restore SYSLIB0014, MA0039

        Assert.All(sink.Mails, mail => Assert.Equal((true, "shop"), (mail.IsSecured, mail.UserName)));
        Assert.Equal(2, sink.MailCount);
        Assert.Single(sink.Commands, line => line == "STARTTLS");
    }

    [Fact]
    public async Task Without_a_user_name_a_server_that_wants_one_is_unreachable()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Credentials = ("shop", "secret") });
        using SmtpTransport transport = Transport(sink, MailSecurity.None);

        Assert.Equal(DeliveryOutcome.Unreachable, (await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None)).Outcome);
    }

    [Theory]
    [InlineData("secret", DeliveryOutcome.Sent)]
    [InlineData("wrong", DeliveryOutcome.Unreachable)]
    public async Task Credentials_open_the_door_or_do_not(string password, DeliveryOutcome outcome)
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Credentials = ("shop", "secret") });
        using SmtpTransport transport = Transport(sink, MailSecurity.None, password);

        Delivery delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(outcome, delivery.Outcome);
        Assert.DoesNotContain("wrong", delivery.Detail ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Tls_from_the_first_byte_is_refused_before_anything_is_sent()
    {
        Assert.False(SmtpTransport.Supports(MailSecurity.Tls));
        Assert.True(SmtpTransport.Supports(MailSecurity.StartTls));
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => new SmtpTransport(
            Samples.Settings with { Security = MailSecurity.Tls }, new MachineClock(TimeProvider.System)));
        Assert.Contains("Mail:Security", error.Message, StringComparison.Ordinal);
    }

    private static SmtpTransport Transport(SmtpSink sink, MailSecurity security, string? password = null, string? host = null) => new(
        Samples.Settings with
        {
            Host = host ?? SmtpSink.Host,
            Port = sink.Port,
            Security = security,
            UserName = password is null ? null : "shop",
            Password = password,
        },
        new MachineClock(TimeProvider.System));
}
