using Microsoft.Extensions.Time.Testing;
using Worker.Mail.Transports;
using Worker.Servicing;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

/// <summary>What every test of the SMTP transport needs: transports that go with the test, and their clock.</summary>
public abstract class SmtpTests : IDisposable
{
    private readonly List<SmtpTransport> transports = [];

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 8, 1, 2, 3, TimeSpan.Zero));

    public void Dispose()
    {
        transports.ForEach(transport => transport.Dispose());
        GC.SuppressFinalize(this);
    }

    protected SmtpTransport Transport(
        SmtpSink sink, Func<MailSettings, MailSettings>? change = null, TimeProvider? machine = null, bool trusts = false)
    {
        MailSettings settings = Samples.Settings with { Host = SmtpSink.Host, Port = sink.Port };
        var transport = new SmtpTransport(
            change?.Invoke(settings) ?? settings,
            new MachineClock(machine ?? Clock),
            trusts ? (_, certificate, _, _) => sink.IsOwn(certificate) : null);
        transports.Add(transport);
        return transport;
    }
}
