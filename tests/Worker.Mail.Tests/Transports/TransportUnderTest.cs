using Worker.Servicing;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

/// <summary>An SMTP transport, and what it can't do: tests of that are skipped with the reason given here.</summary>
public abstract class TransportUnderTest
{
    /// <summary>Why it can't tell at which command it was refused; null where it can.</summary>
    public virtual string? WhyNoPlaces => null;

    /// <summary>Why it can't ask an idle connection whether it still stands.</summary>
    public virtual string? WhyNoQuestion => null;

    /// <summary>Why it can't send several commands in one go.</summary>
    public virtual string? WhyNoPipelining => null;

    /// <summary>Why it knows no TLS from the first byte.</summary>
    public virtual string? WhyNoTlsFromTheFirstByte => null;

    /// <summary>Why it can't sign in with an access token, or otherwise than with LOGIN.</summary>
    public virtual string? WhyNoAccessTokens => null;

    /// <summary>A transport.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="machine">Its clock.</param>
    /// <param name="trusted">A server whose own certificate it trusts.</param>
    public abstract IMailTransport Create(MailSettings settings, MachineClock machine, SmtpSink? trusted);
}
