using Microsoft.Extensions.Time.Testing;
using Worker.Mail.Transports;
using Worker.Servicing.Jobs;
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

    protected SmtpTransport Transport(SmtpSink sink, Func<MailSettings, MailSettings>? change = null, TimeProvider? machine = null) =>
        Transport(sink.Port, change, machine, trusted: null);

    /// <param name="trusts">Whether the server's certificate is vouched for.</param>
    protected SmtpTransport Transport(MailServer server, Func<MailSettings, MailSettings>? change = null, bool trusts = false) =>
        Transport(server.Port, change, machine: null, trusts ? server : null);

    private SmtpTransport Transport(int port, Func<MailSettings, MailSettings>? change, TimeProvider? machine, MailServer? trusted)
    {
        MailSettings settings = Samples.Settings with { Host = SmtpSink.Host, Port = port };
        var transport = new SmtpTransport(
            change?.Invoke(settings) ?? settings,
            new MachineClock(machine ?? Clock),
            trusted is null ? null : (_, certificate, _, _) => trusted.IsOwn(certificate));
        transports.Add(transport);
        return transport;
    }
}
