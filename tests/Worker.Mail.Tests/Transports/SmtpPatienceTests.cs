using System.Diagnostics;
using Worker.Mail.Transports;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

/// <summary>Time-outs, cancellation, and many messages at once.</summary>
public sealed class SmtpPatienceTests : SmtpTests
{
    [Theory]
    [InlineData("EHLO", DeliveryOutcome.Unreachable)]
    [InlineData("RCPT", DeliveryOutcome.Unreachable)]
    [InlineData(".", DeliveryOutcome.Deferred)]
    public async Task A_server_that_says_nothing_times_out_without_an_exception(string at, DeliveryOutcome outcome)
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        sink.Script = line => line == at || line.StartsWith(at + " ", StringComparison.Ordinal) ? SmtpSink.Hang : null;

        Task<DeliveryResult> sending = transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);
        await sink.Hanging.OrGiveUpAsync();
        Assert.False(sending.IsCompleted);
        Clock.Advance(TimeSpan.FromSeconds(21));

        Assert.Equal(new DeliveryResult(outcome, "time-out"), await sending.OrGiveUpAsync());
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData(".")]
    public async Task Cancellation_by_the_caller_throws_soon(string at)
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink, machine: TimeProvider.System);
        sink.Script = line => line == at || line.StartsWith(at + " ", StringComparison.Ordinal) ? SmtpSink.Hang : null;
        using var caller = new CancellationTokenSource();

        Task<DeliveryResult> sending = transport.SendAsync(await Samples.RenderAsync(), caller.Token);
        await sink.Hanging.OrGiveUpAsync();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.OrGiveUpAsync());
    }

    [Fact]
    public async Task A_message_whose_body_is_under_way_when_the_caller_gives_up_is_finished_and_reported()
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink, machine: TimeProvider.System);
        using var caller = new CancellationTokenSource();
        sink.Script = line =>
        {
            if (line == ".")
            {
                caller.Cancel();
            }

            return null;
        };

        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(await Samples.RenderAsync(), caller.Token));
        Assert.Equal(1, sink.MailCount);
    }

    [Fact]
    public async Task A_message_waiting_for_its_turn_is_cancelled_at_once()
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink, settings => settings with { MaxInFlight = 1 });
        sink.Script = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? SmtpSink.Hang : null;
        RenderedMessage message = await Samples.RenderAsync();
        Task<DeliveryResult> first = transport.SendAsync(message, CancellationToken.None);
        await sink.Hanging.OrGiveUpAsync();
        using var caller = new CancellationTokenSource();

        Task<DeliveryResult> second = transport.SendAsync(message, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.OrGiveUpAsync());
        Clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(DeliveryOutcome.Unreachable, (await first.OrGiveUpAsync()).Outcome);
    }

    [Fact]
    public async Task Two_thousand_mails_are_rendered_and_taken_over_four_connections()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { KeepsMails = false });
        SmtpTransport transport = Transport(sink);
        using var renderer = new MessageRenderer(Samples.Settings);
        long start = Stopwatch.GetTimestamp();

        await Parallel.ForAsync(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (n, cancellationToken) =>
        {
            RenderedMessage message = await renderer.RenderAsync(
                $"{n}", MessageKind.Overdue, Samples.Facts, n % 2 == 0 ? Samples.Chinese : Samples.English, false, cancellationToken);
            Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message, cancellationToken));
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{2_000 / Stopwatch.GetElapsedTime(start).TotalSeconds:F0} mails/s");
        Assert.Equal(2_000, sink.MailCount);
        Assert.InRange(sink.ConnectionCount, 1, 4);
    }
}
