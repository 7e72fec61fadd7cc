using Microsoft.Extensions.Time.Testing;
using Worker.Servicing;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

/// <summary>What every SMTP transport does the same way; each transport's tests derive from it.</summary>
public abstract class SmtpContract(TransportUnderTest underTest) : IDisposable
{
    private readonly List<IDisposable> transports = [];

    protected TransportUnderTest UnderTest => underTest;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 8, 1, 2, 3, TimeSpan.Zero));

    public void Dispose()
    {
        transports.ForEach(transport => transport.Dispose());
        GC.SuppressFinalize(this);
    }

    /// <summary>A transport to the sink; goes with the test.</summary>
    protected IMailTransport Transport(
        SmtpSink sink, Func<MailSettings, MailSettings>? change = null, TimeProvider? machine = null, bool trusts = false)
    {
        MailSettings settings = Samples.Settings with { Host = SmtpSink.Host, Port = sink.Port };
        IMailTransport transport = underTest.Create(change?.Invoke(settings) ?? settings, new MachineClock(machine ?? Clock), trusts ? sink : null);
        transports.Add((IDisposable)transport);
        return transport;
    }
}
