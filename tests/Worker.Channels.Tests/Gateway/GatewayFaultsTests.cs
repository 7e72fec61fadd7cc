using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Worker.Servicing.Channels;

namespace Worker.Channels.Tests.Gateway;

public sealed class GatewayFaultsTests
{
    private const string Succeeded = """{"orderNo":"A1","status":"succeeded","reference":"R1","declineCode":null,"completedAt":null}""";

    [Fact]
    public async Task A_time_out_leaves_the_debit_in_doubt_and_it_is_not_sent_again()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using HostileGateway gateway = await HostileGateway.StartAsync((context, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return UntilGone(context);
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl, machine: clock);

        Assert.Equal(Unknown("time-out"), await card.DebitAsync());
        Assert.Equal(Unknown("time-out"), await card.QueryStatusAsync());
        Assert.Equal(["POST", "GET"], gateway.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_time_out_covers_the_body_too()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Succeeded[..20]);
            await context.Response.Body.FlushAsync();
            clock.Advance(TimeSpan.FromSeconds(10));
            await UntilGone(context);
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl, machine: clock);

        Assert.Equal(Unknown("time-out"), await card.DebitAsync());
        Assert.Single(gateway.Requests);
    }

    [Fact]
    public async Task Half_an_answer_leaves_the_debit_in_doubt()
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Succeeded.Length;
            await context.Response.WriteAsync(Succeeded[..20]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        Assert.Equal(Unknown("broken connection"), await card.DebitAsync());
        Assert.Single(gateway.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_answer_leaves_the_debit_in_doubt_and_it_is_not_sent_again()
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        Assert.Equal(Unknown("broken connection"), await card.DebitAsync());
        Assert.Single(gateway.Requests);
    }

    [Fact]
    public async Task A_pooled_connection_that_breaks_leaves_the_debit_in_doubt_and_it_is_not_sent_again()
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync((context, count) =>
        {
            if (count == 1)
            {
                return HostileGateway.WriteAsync(context, 200, "application/json", Succeeded);
            }

            context.Abort();
            return Task.CompletedTask;
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl, change: settings => settings with { MaxInFlight = 1 });

        Assert.Equal(ChannelOutcome.Succeeded, (await card.DebitAsync()).Outcome);
        Assert.Equal(Unknown("broken connection"), await card.DebitAsync());
        Assert.Equal(2, gateway.Requests.Count);
    }

    [Fact]
    public async Task Something_that_does_not_speak_HTTP_leaves_the_debit_in_doubt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task babble = Task.Run(async () =>
        {
            using Socket socket = await listener.AcceptSocketAsync();
            await socket.ReceiveAsync(new byte[4096]);
            await socket.SendAsync(Encoding.ASCII.GetBytes("220 smtp.example ready\r\n\r\n"));
        });
        await using var card = new ConnectedChannel(new Uri($"http://{listener.LocalEndpoint}"));

        ChannelAnswer answer = await card.DebitAsync();

        await babble;
        Assert.Equal((ChannelOutcome.Unknown, true), (answer.Outcome, answer.IsChannelError));
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_debited()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        await using var card = new ConnectedChannel(new Uri($"http://127.0.0.1:{port}"));

        Assert.Equal(NotSent("no connection"), await card.DebitAsync());
        Assert.Equal(Unknown("no connection"), await card.QueryStatusAsync());
        Assert.Equal(new NoticeAnswer(NoticeOutcome.Unknown, "no connection"), await card.NotifyAsync());
    }

    [Fact]
    public async Task A_name_that_no_host_has_means_that_nothing_was_sent()
    {
        await using var card = new ConnectedChannel(new Uri("http://gateway.invalid"));

        Assert.Equal(NotSent("name not resolved"), await card.DebitAsync());
    }

    [Fact]
    public async Task A_host_that_takes_no_connection_in_time_means_that_nothing_was_sent()
    {
        // A listener that never accepts: once its queue is full, further connections are neither taken nor refused.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var queued = new List<Socket>();
        try
        {
            while (queued.Count < 8)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                queued.Add(socket);
                try
                {
                    await socket.ConnectAsync(full.LocalEndPoint!, new CancellationTokenSource(TimeSpan.FromMilliseconds(100)).Token);
                }
                catch (OperationCanceledException)
                {
                    break;
                }
            }

            await using var card = new ConnectedChannel(
                new Uri($"http://{full.LocalEndPoint}"), change: settings => settings with { Timeout = TimeSpan.FromSeconds(2) });

            Assert.Equal(NotSent("no connection in time"), await card.DebitAsync());
        }
        finally
        {
            queued.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Where_no_secure_connection_comes_about_nothing_was_debited()
    {
        await using HostileGateway plain = await HostileGateway.StartAsync(200, "application/json", Succeeded);
        await using var card = new ConnectedChannel(new UriBuilder(plain.BaseUrl) { Scheme = "https" }.Uri);

        Assert.Equal(NotSent("no secure connection"), await card.DebitAsync());
        Assert.Empty(plain.Requests);
    }

    [Fact]
    public async Task Only_the_callers_cancellation_throws()
    {
        using var cancellation = new CancellationTokenSource();
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            await cancellation.CancelAsync();
            await UntilGone(context);
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        await Assert.ThrowsAsync<OperationCanceledException>(() => card.Channel.DebitAsync(ConnectedChannel.Order(), CancellationToken.None, cancellation.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A/../../v1/ledger")]
    [InlineData("A1\r\nX-Signature: 0")]
    [InlineData("订单1")]
    [InlineData("012345678901234567890123456789012")]
    public async Task What_is_not_an_order_number_is_not_sent(string number)
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync(200, "application/json", Succeeded);
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        Assert.Equal(ChannelOutcome.Rejected, (await card.DebitAsync(ConnectedChannel.Order(number))).Outcome);
        Assert.Equal(ChannelOutcome.Unknown, (await card.QueryStatusAsync(number)).Outcome);
        Assert.Empty(gateway.Requests);
    }

    private static ChannelAnswer NotSent(string detail) => new(ChannelOutcome.NotSent, Detail: detail) { IsChannelError = true };

    private static ChannelAnswer Unknown(string detail) => new(ChannelOutcome.Unknown, Detail: detail) { IsChannelError = true };

    private static async Task UntilGone(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
