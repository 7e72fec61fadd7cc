using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Worker.Mail.Transports;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

/// <summary>A mail server that talks and never says anything: the message waits, and nothing hangs past its time-out.</summary>
public sealed class HostileServerTests
{
    private static readonly TimeSpan BetweenPieces = TimeSpan.FromSeconds(0.1);

    public static TheoryData<string, bool> Speeches => new()
    {
        { "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html></html>\r\n", false },
        { "\0\u0001\u0002\u0003 not a line of SMTP\r\n", false },
        { "220-a greeting\r\n220-without\r\n220-end\r\n", true },
        { "220", true },
        { "999 a code that nobody knows\r\n", false },
        { "2", true },
    };

    [Theory]
    [MemberData(nameof(Speeches))]
    public async Task Whatever_is_no_greeting_leaves_the_message_waiting(string speech, bool isRepeated)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Task speaking = SpeakAsync(listener, Encoding.Latin1.GetBytes(speech), isRepeated, clock, stop.Token);
        MailSettings settings = Samples.Settings with
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            Security = MailSecurity.None,
            Timeout = TimeSpan.FromSeconds(0.5),
        };
        using var transport = new SmtpTransport(settings, new MachineClock(clock));

        Task<DeliveryResult> sending = transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);
        await clock.StepUntilAsync(BetweenPieces, () => sending.IsCompleted, "the message is given up for now");
        DeliveryResult delivery = await sending;

        Assert.Equal(DeliveryOutcome.Unreachable, delivery.Outcome);
        Assert.NotNull(delivery.Detail);
        Assert.DoesNotContain('\n', delivery.Detail);
        await stop.CancelAsync();
        await speaking;
    }

    /// <summary>Says its piece to whoever connects, once or over and over, a little at a time.</summary>
    private static async Task SpeakAsync(TcpListener listener, byte[] speech, bool isRepeated, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            using TcpClient client = await listener.AcceptTcpClientAsync(cancellationToken);
            do
            {
                await client.GetStream().WriteAsync(speech, cancellationToken);
                await Task.Delay(BetweenPieces, clock, cancellationToken);
            }
            while (isRepeated);

            await client.GetStream().ReadExactlyAsync(new byte[1_000_000], cancellationToken);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or SocketException)
        {
            // The other side has had enough.
        }
    }
}
