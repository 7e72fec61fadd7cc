using Worker.Mail.Transports;
using Worker.Servicing;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

/// <summary>What <see cref="SmtpTransport"/> does otherwise than it might, because its client tells it less.</summary>
public sealed class SmtpTransportTests() : SmtpContract(new SystemNetMail())
{
    [Theory]
    [InlineData("(connect)")]
    [InlineData("RCPT")]
    public async Task What_may_be_a_greeting_or_a_recipient_refused_waits(string at)
    {
        await using SmtpSink sink = SmtpSink.Start();
        IMailTransport transport = Transport(sink);
        sink.Script = line => line == at || line.StartsWith(at + " ", StringComparison.Ordinal) ? "554 5.6.0 No" : null;

        Delivery delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(new Delivery(DeliveryOutcome.Deferred, "554 5.6.0"), delivery);
    }

    [Fact]
    public async Task A_connection_that_lay_idle_can_not_be_asked_and_is_replaced()
    {
        await using SmtpSink sink = SmtpSink.Start();
        IMailTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();

        await transport.SendAsync(message, CancellationToken.None);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal((2, 2), (sink.MailCount, sink.ConnectionCount));
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

    public sealed class HandOver() : HandOverContract(new SystemNetMail());

    public sealed class Connections() : ConnectionContract(new SystemNetMail());

    public sealed class Patience() : PatienceContract(new SystemNetMail());

    public sealed class Security() : SecurityContract(new SystemNetMail());

    public sealed class SignIn() : SignInContract(new SystemNetMail());
}
