using Worker.Mail.Transports;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

/// <summary>How connections are used and kept.</summary>
public sealed class SmtpConnectionTests : SmtpTests
{
    [Fact]
    public async Task One_connection_takes_many_messages()
    {
        await using MailServer sink = MailServer.Start();
        SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();

        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message, CancellationToken.None));
        }

        Assert.Equal((50, 1), (sink.MailCount, sink.ConnectionCount));
    }

    [Fact]
    public async Task Messages_at_once_share_no_more_connections_than_allowed()
    {
        await using MailServer sink = MailServer.Start();
        SmtpTransport transport = Transport(sink, settings => settings with { MaxInFlight = 3 });
        RenderedMessage message = await Samples.RenderAsync();

        DeliveryResult[] deliveries = await Task.WhenAll(Enumerable.Range(0, 100).Select(n =>
            transport.SendAsync(message with { MessageId = $"{n}@shop.example" }, CancellationToken.None)));

        Assert.All(deliveries, delivery => Assert.Equal(DeliveryResult.Sent, delivery));
        Assert.Equal(100, sink.Mails.Select(mail => mail.Parse().Header("Message-ID")).Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(sink.ConnectionCount, 1, 3);
    }

    [Theory]
    [InlineData(".", DeliveryOutcome.Deferred)]
    [InlineData("RCPT", DeliveryOutcome.Unreachable)]
    [InlineData("MAIL", DeliveryOutcome.Unreachable)]
    [InlineData("EHLO", DeliveryOutcome.Unreachable)]
    [InlineData("(connect)", DeliveryOutcome.Unreachable)]
    public async Task A_connection_that_breaks_has_the_outcome_of_how_far_it_got(string at, DeliveryOutcome outcome)
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        sink.Script = line => line == at || line.StartsWith(at + " ", StringComparison.Ordinal) ? SmtpSink.Drop : null;

        DeliveryResult delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(outcome, delivery.Outcome);
        Assert.Equal(1, sink.ConnectionCount);
    }

    [Fact]
    public async Task A_server_that_is_down_is_unreachable_and_loses_nothing_when_it_is_back()
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();
        await transport.SendAsync(message, CancellationToken.None);

        sink.GoDown();
        DeliveryResult down = await transport.SendAsync(message, CancellationToken.None);
        sink.ComeBack();
        DeliveryResult back = await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal(new DeliveryResult(DeliveryOutcome.Unreachable, "ConnectionRefused"), down);
        Assert.Equal(DeliveryResult.Sent, back);
        Assert.Equal(2, sink.MailCount);
    }

    [Fact]
    public async Task A_kept_connection_that_the_server_closed_costs_no_message()
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();
        await transport.SendAsync(message, CancellationToken.None);

        sink.BreakConnections();

        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message, CancellationToken.None));
        Assert.Equal((2, 2), (sink.MailCount, sink.ConnectionCount));
    }

    [Fact]
    public async Task A_server_that_takes_few_messages_per_connection_gets_another_connection()
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        int mailsOnConnection = 0;
        sink.Script = line =>
        {
            mailsOnConnection = line switch { "(connect)" => 0, "DATA" => mailsOnConnection + 1, _ => mailsOnConnection };
            return line.StartsWith("MAIL ", StringComparison.Ordinal) && mailsOnConnection == 2 ? "421 4.7.0 Enough" : null;
        };
        RenderedMessage message = await Samples.RenderAsync();

        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message, CancellationToken.None));
        }

        Assert.Equal((6, 3), (sink.MailCount, sink.ConnectionCount));
    }

    [Fact]
    public async Task A_message_broken_off_after_its_body_is_not_sent_again_at_once()
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();
        await transport.SendAsync(message, CancellationToken.None);
        sink.Script = line => line == "." ? SmtpSink.Drop : null;

        DeliveryResult delivery = await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(2, sink.Commands.Count(line => line == "DATA"));
    }

    [Fact]
    public async Task A_connection_that_lay_idle_for_long_is_replaced()
    {
        await using MailServer sink = MailServer.Start();
        SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();

        await transport.SendAsync(message, CancellationToken.None);
        Clock.Advance(TimeSpan.FromMinutes(5));
        await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal((2, 2), (sink.MailCount, sink.ConnectionCount));
    }

    [Fact]
    public async Task A_connection_outlives_the_pause_between_two_runs()
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();

        await transport.SendAsync(message, CancellationToken.None);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await transport.SendAsync(message, CancellationToken.None);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal((3, 1), (sink.MailCount, sink.ConnectionCount));
        Assert.Single(sink.Commands, "NOOP");
    }

    [Fact]
    public async Task A_refused_recipient_does_not_cost_the_connection()
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        sink.RefuseRecipient("ada@", "550 5.1.1 Unknown");

        await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);
        await transport.SendAsync(await Samples.RenderAsync(recipient: Samples.Chinese), CancellationToken.None);

        Assert.Equal((1, 1), (sink.MailCount, sink.ConnectionCount));
    }

    [Fact]
    public async Task Sender_and_recipient_go_in_one_packet_where_the_server_takes_it()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { OffersPipelining = true });
        SmtpTransport transport = Transport(sink, machine: TimeProvider.System);
        sink.RefuseRecipient("ada@", "550 5.1.1 Unknown");

        DeliveryResult refused = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None).OrGiveUpAsync();
        DeliveryResult taken = await transport.SendAsync(await Samples.RenderAsync(recipient: Samples.Chinese), CancellationToken.None).OrGiveUpAsync();

        Assert.Equal(new DeliveryResult(DeliveryOutcome.BadAddress, "550 5.1.1"), refused);
        Assert.Equal(DeliveryResult.Sent, taken);
    }
}
