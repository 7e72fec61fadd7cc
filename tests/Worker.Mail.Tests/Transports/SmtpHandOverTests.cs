using Worker.Mail.Transports;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

/// <summary>What becomes of one message.</summary>
public sealed class SmtpHandOverTests : SmtpTests
{
    [Fact]
    public async Task A_message_arrives_as_it_was_rendered()
    {
        await using MailServer sink = MailServer.Start();
        SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync(MessageKind.DueSoon, recipient: Samples.Chinese, isCourtesy: true);

        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(message, CancellationToken.None));

        SinkMail mail = Assert.Single(sink.Mails);
        Assert.Equal("installments@mail.shop.example", mail.From);
        Assert.Equal(["zhang.wei@mail.example"], mail.Recipients);
        ParsedMail parsed = mail.Parse();
        Assert.Equal(message.Subject, parsed.Header("Subject"));
        Assert.Equal(message.Text, parsed.Text);
        // Lines of text end in CR LF on their way (RFC 2046, 4.1.1), whatever they ended in.
        Assert.Equal(message.Html.ReplaceLineEndings(), parsed.Html.ReplaceLineEndings());
        Assert.Equal($"<{message.MessageId}>", parsed.Header("Message-ID"));
        Assert.NotNull(parsed.Header("Date"));
        Assert.NotNull(parsed.Header("List-Unsubscribe"));
    }

    [Fact]
    public async Task Lines_that_begin_with_a_dot_survive_the_wire()
    {
        await using MailServer sink = MailServer.Start();
        SmtpTransport transport = Transport(sink);
        RenderedMessage message = await Samples.RenderAsync() with { Text = ".\r\n..\r\n.x\r\n\r\n.\r\nend\r\n" };

        await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal(message.Text, Assert.Single(sink.Mails).Parse().Text);
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
    [InlineData("554 5.7.1 <ada@mail.example>: Relay access denied", DeliveryOutcome.Unreachable, "554 5.7.1")]
    [InlineData("550 5.7.1 Unable to relay", DeliveryOutcome.Unreachable, "550 5.7.1")]
    [InlineData("530 5.7.0 Authentication required", DeliveryOutcome.Unreachable, "530 5.7.0")]
    public async Task A_refused_recipient_has_the_outcome_of_its_code(string reply, DeliveryOutcome outcome, string detail)
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        sink.RefuseRecipient("ada@", reply);

        Assert.Equal(new DeliveryResult(outcome, detail), await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None));

        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(await Samples.RenderAsync(recipient: Samples.Chinese), CancellationToken.None));
    }

    [Fact]
    public async Task A_recipient_whose_transaction_fails_where_others_passed_is_refused()
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        await transport.SendAsync(await Samples.RenderAsync(recipient: Samples.Chinese), CancellationToken.None);
        sink.RefuseRecipient("ada@", "554 5.7.1 Rejected");

        DeliveryResult delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(new DeliveryResult(DeliveryOutcome.Refused, "554 5.7.1"), delivery);
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
    [InlineData("EHLO", "550 5.7.1 Go away", DeliveryOutcome.Unreachable)]
    public async Task A_refusal_has_the_outcome_of_its_place_and_code(string at, string reply, DeliveryOutcome outcome)
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        // A client whose EHLO was refused may try HELO.
        sink.Script = line => line == at || line.StartsWith(at + " ", StringComparison.Ordinal)
            || (at == "EHLO" && line.StartsWith("HELO ", StringComparison.Ordinal)) ? reply : null;

        DeliveryResult delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(new DeliveryResult(outcome, reply[..9]), delivery);
        Assert.Equal(0, sink.MailCount);
    }

    [Theory]
    [InlineData(true, DeliveryOutcome.Sent)]
    [InlineData(false, DeliveryOutcome.Refused)]
    public async Task An_international_address_goes_where_the_server_takes_it(bool serverDoes, DeliveryOutcome outcome)
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Extensions = serverDoes ? ["SMTPUTF8"] : [] });
        SmtpTransport transport = Transport(sink);

        DeliveryResult delivery = await transport.SendAsync(
            await Samples.RenderAsync(recipient: Samples.Chinese with { Address = "张伟@商店.example" }), CancellationToken.None);

        Assert.Equal(outcome, delivery.Outcome);
        Assert.Equal(serverDoes ? ["张伟@商店.example"] : [], sink.Mails.SelectMany(mail => mail.Recipients));
    }

    [Fact]
    public async Task An_international_domain_goes_anywhere()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Extensions = [] });
        SmtpTransport transport = Transport(sink);

        await transport.SendAsync(await Samples.RenderAsync(recipient: Samples.Chinese with { Address = "zhang@商店.example" }), CancellationToken.None);

        Assert.Equal(["zhang@xn--czrs0t.example"], Assert.Single(sink.Mails).Recipients);
    }

    [Theory]
    [InlineData("a@b.example>\r\nRCPT TO:<c@d.example")]
    [InlineData("a@b.example,c@d.example")]
    public async Task An_address_can_not_smuggle_in_another(string address)
    {
        await using MailServer sink = MailServer.Start();
        SmtpTransport transport = Transport(sink);

        DeliveryResult delivery = await transport.SendAsync(
            await Samples.RenderAsync(recipient: Samples.English with { Address = address }), CancellationToken.None);

        Assert.Equal(DeliveryOutcome.BadAddress, delivery.Outcome);
        Assert.Equal(0, sink.ConnectionCount);
    }

    [Theory]
    [InlineData("(connect)", "554 5.3.2 Not here", DeliveryOutcome.Unreachable)]
    [InlineData("RCPT", "554 5.6.0 No", DeliveryOutcome.Refused)]
    [InlineData("DATA", "554 5.6.0 No", DeliveryOutcome.Refused)]
    [InlineData("DATA", "550 5.7.1 Spam", DeliveryOutcome.Refused)]
    [InlineData("MAIL", "554 5.7.1 Sender refused", DeliveryOutcome.Unreachable)]
    public async Task What_is_refused_for_good_on_a_new_connection_is_told_by_its_place(string at, string reply, DeliveryOutcome outcome)
    {
        await using SmtpSink sink = SmtpSink.Start();
        SmtpTransport transport = Transport(sink);
        sink.Script = line => line == at || line.StartsWith(at + " ", StringComparison.Ordinal) ? reply : null;

        Assert.Equal(new DeliveryResult(outcome, reply[..9]), await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None));
    }
}
