using Worker.Mail.Transports.MailKit;
using Worker.Servicing;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports.MailKit;

/// <summary>The transport over MailKit, which can do everything that the tests ask for.</summary>
public sealed class MailKitUnderTest : TransportUnderTest
{
    public override IMailTransport Create(MailSettings settings, MachineClock machine, SmtpSink? trusted) =>
        new MailKitTransport(settings, machine, trusted is null ? null : (_, certificate, _, _) => trusted.IsOwn(certificate));
}
