using System.Diagnostics;
using Worker.Mail.Transports;
using Worker.Servicing;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

public sealed class SmtpTransportTests
{
    private readonly FakeClock clock = new(new DateTimeOffset(2026, 3, 8, 1, 2, 3, TimeSpan.Zero));

    [Fact]
    public async Task A_message_arrives_as_it_was_rendered()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync(MessageKind.DueSoon, recipient: Samples.Chinese, isCourtesy: true);

        Assert.Equal(Delivery.Sent, await transport.SendAsync(message, CancellationToken.None));

        SinkMail mail = Assert.Single(sink.Mails);
        Assert.Equal("installments@mail.shop.example", mail.From);
        Assert.Equal(["zhang.wei@mail.example"], mail.Recipients);
        ParsedMail parsed = mail.Parse();
        Assert.Equal(message.Subject, parsed.Header("Subject"));
        Assert.Equal(message.Text, parsed.Text);
        Assert.Equal(message.Html, parsed.Html);
        Assert.Equal($"<{message.MessageId}>", parsed.Header("Message-ID"));
        Assert.NotNull(parsed.Header("Date"));
        Assert.NotNull(parsed.Header("List-Unsubscribe"));
    }

    [Fact]
    public async Task Lines_that_begin_with_a_dot_survive_the_wire()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync() with { Text = ".\r\n..\r\n.x\r\n\r\n.\r\nend\r\n" };

        await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal(message.Text, Assert.Single(sink.Mails).Parse().Text);
    }

    [Fact]
    public async Task One_connection_takes_many_messages()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();

        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(Delivery.Sent, await transport.SendAsync(message, CancellationToken.None));
        }

        Assert.Equal((50, 1), (sink.MailCount, sink.ConnectionCount));
    }

    [Fact]
    public async Task Messages_at_once_share_no_more_connections_than_allowed()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink, settings => settings with { MaximumInFlight = 3 });
        RenderedMessage message = await Samples.RenderAsync();

        Delivery[] deliveries = await Task.WhenAll(Enumerable.Range(0, 100).Select(n =>
            transport.SendAsync(message with { MessageId = $"{n}@shop.example" }, CancellationToken.None)));

        Assert.All(deliveries, delivery => Assert.Equal(Delivery.Sent, delivery));
        Assert.Equal(100, sink.Mails.Select(mail => mail.Parse().Header("Message-ID")).Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(sink.ConnectionCount, 1, 3);
    }

    [Theory]
    [InlineData("450 4.2.1 Mailbox busy", DeliveryOutcome.Deferred, "450 4.2.1")]
    [InlineData("451 4.7.0 Greylisted", DeliveryOutcome.Deferred, "451 4.7.0")]
    [InlineData("421 4.7.0 Closing", DeliveryOutcome.Unreachable, "421 4.7.0")]
    [InlineData("452 4.2.2 Mailbox full", DeliveryOutcome.Deferred, "452 4.2.2")]
    [InlineData("550 5.1.1 <ada@mail.example> unknown", DeliveryOutcome.BadAddress, "550 5.1.1")]
    [InlineData("550 No such user", DeliveryOutcome.BadAddress, "550")]
    [InlineData("551 User not local", DeliveryOutcome.BadAddress, "551")]
    [InlineData("553 5.1.3 Bad address syntax", DeliveryOutcome.BadAddress, "553 5.1.3")]
    [InlineData("550 5.7.1 Rejected by policy", DeliveryOutcome.Refused, "550 5.7.1")]
    [InlineData("552 5.2.2 Mailbox full", DeliveryOutcome.Refused, "552 5.2.2")]
    [InlineData("554 5.6.0 No", DeliveryOutcome.Deferred, "554 5.6.0")]
    [InlineData("554 5.7.1 <ada@mail.example>: Relay access denied", DeliveryOutcome.Unreachable, "554 5.7.1")]
    [InlineData("550 5.7.1 Unable to relay", DeliveryOutcome.Unreachable, "550 5.7.1")]
    [InlineData("530 5.7.0 Authentication required", DeliveryOutcome.Unreachable, "530 5.7.0")]
    public async Task A_refused_recipient_has_the_outcome_of_its_code(string reply, DeliveryOutcome outcome, string detail)
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        sink.RefuseRecipient("ada@", reply);

        Assert.Equal(new Delivery(outcome, detail), await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None));

        Assert.Equal(Delivery.Sent, await transport.SendAsync(await Samples.RenderAsync(recipient: Samples.Chinese), CancellationToken.None));
    }

    [Fact]
    public async Task A_recipient_whose_transaction_fails_where_others_passed_is_refused()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        await transport.SendAsync(await Samples.RenderAsync(recipient: Samples.Chinese), CancellationToken.None);
        sink.RefuseRecipient("ada@", "554 5.7.1 Rejected");

        Delivery delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(new Delivery(DeliveryOutcome.Refused, "554 5.7.1"), delivery);
    }

    [Theory]
    [InlineData(".", "451 4.3.0 Try again", DeliveryOutcome.Deferred)]
    [InlineData(".", "421 4.3.2 Shutting down", DeliveryOutcome.Deferred)]
    [InlineData(".", "554 5.7.1 Spam", DeliveryOutcome.Refused)]
    [InlineData(".", "550 5.7.1 Spam", DeliveryOutcome.Refused)]
    [InlineData(".", "552 5.3.4 Too big", DeliveryOutcome.Refused)]
    [InlineData("DATA", "451 4.3.0 Try again", DeliveryOutcome.Deferred)]
    [InlineData("MAIL", "452 4.3.1 Insufficient storage", DeliveryOutcome.Deferred)]
    [InlineData("MAIL", "421 4.7.0 Too many connections", DeliveryOutcome.Unreachable)]
    [InlineData("MAIL", "550 5.7.1 Sender refused", DeliveryOutcome.Unreachable)]
    [InlineData("(connect)", "421 4.3.2 Come back later", DeliveryOutcome.Unreachable)]
    [InlineData("(connect)", "554 5.3.2 Not here", DeliveryOutcome.Deferred)]
    [InlineData("EHLO", "550 5.7.1 Go away", DeliveryOutcome.Unreachable)]
    public async Task A_refusal_has_the_outcome_of_its_place_and_code(string at, string reply, DeliveryOutcome outcome)
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        sink.Script = line => line == at || line.StartsWith(at + " ", StringComparison.Ordinal) ? reply : null;

        Delivery delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(new Delivery(outcome, reply[..9]), delivery);
        Assert.Equal(0, sink.MailCount);
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
        using SmtpTransport transport = Transport(sink);
        sink.Script = line => line == at || line.StartsWith(at + " ", StringComparison.Ordinal) ? SmtpSink.Drop : null;

        Delivery delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(outcome, delivery.Outcome);
        Assert.Equal(1, sink.ConnectionCount);
    }

    [Fact]
    public async Task A_server_that_is_down_is_unreachable_and_loses_nothing_when_it_is_back()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();
        await transport.SendAsync(message, CancellationToken.None);

        sink.GoDown();
        Delivery down = await transport.SendAsync(message, CancellationToken.None);
        sink.ComeBack();
        Delivery back = await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal(new Delivery(DeliveryOutcome.Unreachable, "ConnectionRefused"), down);
        Assert.Equal(Delivery.Sent, back);
        Assert.Equal(2, sink.MailCount);
    }

    [Fact]
    public async Task A_kept_connection_that_the_server_closed_costs_no_message()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();
        await transport.SendAsync(message, CancellationToken.None);

        sink.BreakConnections();

        Assert.Equal(Delivery.Sent, await transport.SendAsync(message, CancellationToken.None));
        Assert.Equal((2, 2), (sink.MailCount, sink.ConnectionCount));
    }

    [Fact]
    public async Task A_server_that_takes_few_messages_per_connection_gets_another_connection()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        int mailsOnConnection = 0;
        sink.Script = line =>
        {
            mailsOnConnection = line switch { "(connect)" => 0, "DATA" => mailsOnConnection + 1, _ => mailsOnConnection };
            return line.StartsWith("MAIL ", StringComparison.Ordinal) && mailsOnConnection == 2 ? "421 4.7.0 Enough" : null;
        };
        RenderedMessage message = await Samples.RenderAsync();

        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(Delivery.Sent, await transport.SendAsync(message, CancellationToken.None));
        }

        Assert.Equal((6, 3), (sink.MailCount, sink.ConnectionCount));
    }

    [Fact]
    public async Task A_message_broken_off_after_its_body_is_not_sent_again_at_once()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();
        await transport.SendAsync(message, CancellationToken.None);
        sink.Script = line => line == "." ? SmtpSink.Drop : null;

        Delivery delivery = await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(2, sink.Commands.Count(line => line == "DATA"));
    }

    [Fact]
    public async Task A_connection_that_lay_idle_is_replaced()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync();

        await transport.SendAsync(message, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(1));
        await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal((2, 2), (sink.MailCount, sink.ConnectionCount));
    }

    [Theory]
    [InlineData("EHLO", DeliveryOutcome.Unreachable)]
    [InlineData("RCPT", DeliveryOutcome.Unreachable)]
    [InlineData(".", DeliveryOutcome.Deferred)]
    public async Task A_server_that_says_nothing_times_out_without_an_exception(string at, DeliveryOutcome outcome)
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);
        sink.Script = line => line == at || line.StartsWith(at + " ", StringComparison.Ordinal) ? SmtpSink.Hang : null;

        Task<Delivery> sending = transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);
        await sink.Hanging;
        Assert.False(sending.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(21));

        Assert.Equal(new Delivery(outcome, "time-out"), await sending.WaitAsync(TimeSpan.FromSeconds(4)));
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData(".")]
    public async Task Cancellation_by_the_caller_throws_soon(string at)
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink, machine: TimeProvider.System);
        sink.Script = line => line == at || line.StartsWith(at + " ", StringComparison.Ordinal) ? SmtpSink.Hang : null;
        using var caller = new CancellationTokenSource();

        Task<Delivery> sending = transport.SendAsync(await Samples.RenderAsync(), caller.Token);
        await sink.Hanging;
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public async Task A_message_whose_body_is_under_way_when_the_caller_gives_up_is_finished_and_reported()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink, machine: TimeProvider.System);
        using var caller = new CancellationTokenSource();
        sink.Script = line =>
        {
            if (line == ".")
            {
                caller.Cancel();
            }

            return null;
        };

        Assert.Equal(Delivery.Sent, await transport.SendAsync(await Samples.RenderAsync(), caller.Token));
        Assert.Equal(1, sink.MailCount);
    }

    [Fact]
    public async Task A_message_waiting_for_its_turn_is_cancelled_at_once()
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink, settings => settings with { MaximumInFlight = 1 });
        sink.Script = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? SmtpSink.Hang : null;
        RenderedMessage message = await Samples.RenderAsync();
        Task<Delivery> first = transport.SendAsync(message, CancellationToken.None);
        await sink.Hanging;
        using var caller = new CancellationTokenSource();

        Task<Delivery> second = transport.SendAsync(message, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(TimeSpan.FromSeconds(4)));
        clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(DeliveryOutcome.Unreachable, (await first.WaitAsync(TimeSpan.FromSeconds(4))).Outcome);
    }

    [Theory]
    [InlineData(true, DeliveryOutcome.Sent)]
    [InlineData(false, DeliveryOutcome.Refused)]
    public async Task An_international_address_goes_where_the_server_takes_it(bool serverDoes, DeliveryOutcome outcome)
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { OffersInternationalAddresses = serverDoes });
        using SmtpTransport transport = Transport(sink);

        Delivery delivery = await transport.SendAsync(
            await Samples.RenderAsync(recipient: Samples.Chinese with { Address = "张伟@商店.example" }), CancellationToken.None);

        Assert.Equal(outcome, delivery.Outcome);
        Assert.Equal(serverDoes ? ["张伟@商店.example"] : [], sink.Mails.SelectMany(mail => mail.Recipients));
    }

    [Fact]
    public async Task An_international_domain_goes_anywhere()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { OffersInternationalAddresses = false });
        using SmtpTransport transport = Transport(sink);

        await transport.SendAsync(await Samples.RenderAsync(recipient: Samples.Chinese with { Address = "zhang@商店.example" }), CancellationToken.None);

        Assert.Equal(["zhang@xn--czrs0t.example"], Assert.Single(sink.Mails).Recipients);
    }

    [Theory]
    [InlineData("a@b.example>\r\nRCPT TO:<c@d.example")]
    [InlineData("a@b.example,c@d.example")]
    public async Task An_address_can_not_smuggle_in_another(string address)
    {
        await using SmtpSink sink = SmtpSink.Start();
        using SmtpTransport transport = Transport(sink);

        Delivery delivery = await transport.SendAsync(
            await Samples.RenderAsync(recipient: Samples.English with { Address = address }), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.BadAddress, delivery.Outcome);
        Assert.Equal(0, sink.ConnectionCount);
    }

    [Fact]
    public async Task Two_thousand_mails_are_rendered_and_taken_over_four_connections()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { KeepsMails = false });
        using SmtpTransport transport = Transport(sink);
        using var renderer = new MessageRenderer(Samples.Settings);
        long start = Stopwatch.GetTimestamp();

        await Parallel.ForAsync(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (n, cancellationToken) =>
        {
            RenderedMessage message = await renderer.RenderAsync(
                $"{n}", MessageKind.Overdue, Samples.Facts, n % 2 == 0 ? Samples.Chinese : Samples.English, false, cancellationToken);
            Assert.Equal(Delivery.Sent, await transport.SendAsync(message, cancellationToken));
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{2_000 / Stopwatch.GetElapsedTime(start).TotalSeconds:F0} mails/s");
        Assert.Equal(2_000, sink.MailCount);
        Assert.InRange(sink.ConnectionCount, 1, 4);
    }

    private SmtpTransport Transport(SmtpSink sink, Func<MailSettings, MailSettings>? change = null, TimeProvider? machine = null)
    {
        MailSettings settings = Samples.Settings with { Host = SmtpSink.Host, Port = sink.Port };
        return new SmtpTransport(change?.Invoke(settings) ?? settings, new MachineClock(machine ?? clock));
    }
}
