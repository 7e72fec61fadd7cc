using System.Net;
using System.Net.Security;
using Worker.Mail.Transports;
using Worker.Servicing;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

/// <summary>The transport over the client of .NET.</summary>
public sealed class SystemNetMail : TransportUnderTest
{
    public override string? WhyNoPlaces => "System.Net.Mail does not tell at which command it was refused";

    public override string? WhyNoQuestion => "System.Net.Mail sends no NOOP";

    public override string? WhyNoPipelining => "System.Net.Mail knows no pipelining";

    public override string? WhyNoTlsFromTheFirstByte => "System.Net.Mail knows STARTTLS only";

    public override string? WhyNoAccessTokens => "System.Net.Mail signs in with LOGIN, NTLM or Negotiate";

    public override IMailTransport Create(MailSettings settings, MachineClock machine, SmtpSink? trusted)
    {
        if (trusted is not null)
        {
            TrustLocalhost();
        }

        return new SmtpTransport(settings, machine);
    }

    // The only way this client can be told to trust; for this host name alone, which tests of distrust don't use.
    private static void TrustLocalhost()
    {
#pragma warning disable SYSLIB0014, MA0039
        ServicePointManager.ServerCertificateValidationCallback = (sender, _, _, errors) =>
            errors == SslPolicyErrors.None || sender is SslStream { TargetHostName: "localhost" };
#pragma warning restore SYSLIB0014, MA0039
    }
}
