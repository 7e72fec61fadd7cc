using Worker.Mail.Transports;
using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Mail.Tests.Transports;

/// <summary>Who is let in, and with what.</summary>
public sealed class SmtpSignInTests : SmtpTests
{
    [Fact]
    public async Task Without_a_user_name_a_server_that_wants_one_is_unreachable()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Credentials = ("shop", "secret") });
        SmtpTransport transport = Transport(sink);

        Assert.Equal(DeliveryOutcome.Unreachable, (await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None)).Outcome);
    }

    [Theory]
    [InlineData("secret", DeliveryOutcome.Sent)]
    [InlineData("wrong", DeliveryOutcome.Unreachable)]
    public async Task Credentials_open_the_door_or_do_not(string password, DeliveryOutcome outcome)
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Credentials = ("shop", "secret") });
        SmtpTransport transport = Transport(sink, settings => settings with { UserName = "shop", Password = password });

        Delivery delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(outcome, delivery.Outcome);
        Assert.DoesNotContain("wrong", delivery.Detail ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    [InlineData("OAUTHBEARER", "XOAUTH2", "LOGIN")]
    public async Task An_access_token_opens_the_door(params string[] mechanisms)
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Credentials = ("shop@x.example", "token-1"), Mechanisms = mechanisms });
        SmtpTransport transport = Transport(sink, settings => settings with { UserName = "shop@x.example", AccessToken = "token-1" });

        Assert.Equal(Delivery.Sent, await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None));

        Assert.Equal("shop@x.example", Assert.Single(sink.Mails).UserName);
    }

    [Theory]
    [InlineData("XOAUTH2", "535 5.7.8")]
    [InlineData("OAUTHBEARER", "535 5.7.8")]
    [InlineData("LOGIN", "the server takes no access token")]
    public async Task A_token_that_is_not_taken_is_no_password_and_is_not_shown(string mechanism, string detail)
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Credentials = ("shop", "token-1"), Mechanisms = [mechanism] });
        SmtpTransport transport = Transport(sink, settings => settings with { UserName = "shop", AccessToken = "token-expired" });

        Delivery delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(new Delivery(DeliveryOutcome.Unreachable, detail), delivery);
        Assert.DoesNotContain(sink.Commands, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_was_renewed_in_its_file_is_taken_by_the_next_connection()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("token");
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Credentials = ("shop", "token-2"), Mechanisms = ["XOAUTH2"] });
        SmtpTransport transport = Transport(sink, settings => settings with { UserName = "shop", AccessTokenPath = file });
        RenderedMessage message = await Samples.RenderAsync();

        Delivery missing = await transport.SendAsync(message, CancellationToken.None);
        await File.WriteAllTextAsync(file, "token-1\n");
        Delivery expired = await transport.SendAsync(message, CancellationToken.None);
        await File.WriteAllTextAsync(file, "token-2\n");
        Delivery renewed = await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal(new Delivery(DeliveryOutcome.Unreachable, "the access token's file can't be read"), missing);
        Assert.Equal(new Delivery(DeliveryOutcome.Unreachable, "535 5.7.8"), expired);
        Assert.Equal(Delivery.Sent, renewed);
    }

    [Fact]
    public async Task A_server_that_knows_plain_only_is_signed_in_to()
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Credentials = ("shop", "sécret"), Mechanisms = ["PLAIN"] });
        SmtpTransport transport = Transport(sink, settings => settings with { UserName = "shop", Password = "sécret" });

        Assert.Equal(Delivery.Sent, await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None));
    }

}
