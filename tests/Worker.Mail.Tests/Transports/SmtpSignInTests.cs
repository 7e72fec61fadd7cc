using System.Text;
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
        await using MailServer sink = MailServer.Start(credentials: ("shop", "secret"));
        SmtpTransport transport = Transport(sink);

        Assert.Equal(DeliveryOutcome.Unreachable, (await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None)).Outcome);
    }

    [Theory]
    [InlineData("secret", DeliveryOutcome.Sent)]
    [InlineData("wrong", DeliveryOutcome.Unreachable)]
    public async Task Credentials_open_the_door_or_do_not(string password, DeliveryOutcome outcome)
    {
        await using MailServer sink = MailServer.Start(credentials: ("shop", "secret"));
        SmtpTransport transport = Transport(sink, settings => settings with { UserName = "shop", Password = password });

        DeliveryResult delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(outcome, delivery.Outcome);
        Assert.DoesNotContain("wrong", delivery.Detail ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    [InlineData("OAUTHBEARER", "XOAUTH2", "LOGIN")]
    public async Task An_access_token_opens_the_door(params string[] mechanisms)
    {
        await using SmtpSink sink = TakesToken("shop@x.example", "token-1", mechanisms);
        SmtpTransport transport = Transport(sink, settings => settings with { UserName = "shop@x.example", AccessToken = "token-1" });

        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None));

        Assert.Single(sink.Mails);
    }

    [Theory]
    [InlineData("XOAUTH2", "535 5.7.8")]
    [InlineData("OAUTHBEARER", "535 5.7.8")]
    [InlineData("LOGIN", "the server takes no access token")]
    public async Task A_token_that_is_not_taken_is_no_password_and_is_not_shown(string mechanism, string detail)
    {
        await using SmtpSink sink = TakesToken("shop", "token-1", mechanism);
        SmtpTransport transport = Transport(sink, settings => settings with { UserName = "shop", AccessToken = "token-expired" });

        DeliveryResult delivery = await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None);

        Assert.Equal(new DeliveryResult(DeliveryOutcome.Unreachable, detail), delivery);
        Assert.DoesNotContain(sink.Commands, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_was_renewed_in_its_file_is_taken_by_the_next_connection()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("token");
        await using SmtpSink sink = TakesToken("shop", "token-2", "XOAUTH2");
        SmtpTransport transport = Transport(sink, settings => settings with { UserName = "shop", AccessTokenPath = file });
        RenderedMessage message = await Samples.RenderAsync();

        DeliveryResult missing = await transport.SendAsync(message, CancellationToken.None);
        await File.WriteAllTextAsync(file, "token-1\n");
        DeliveryResult expired = await transport.SendAsync(message, CancellationToken.None);
        await File.WriteAllTextAsync(file, "token-2\n");
        DeliveryResult renewed = await transport.SendAsync(message, CancellationToken.None);

        Assert.Equal(new DeliveryResult(DeliveryOutcome.Unreachable, "the access token's file can't be read"), missing);
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Unreachable, "535 5.7.8"), expired);
        Assert.Equal(DeliveryResult.Sent, renewed);
    }

    [Theory]
    [InlineData("AUTH PLAIN AHNob3AAc8OpY3JldA==")]
    [InlineData("AUTH LOGIN", "c2hvcA==", "c8OpY3JldA==")]
    public async Task A_server_that_knows_one_mechanism_only_is_signed_in_to(params string[] said)
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Extensions = [string.Join(' ', said[0].Split(' ')[..2])] });
        SmtpTransport transport = Transport(sink, settings => settings with { UserName = "shop", Password = "sécret" });
        int heard = 0;
        sink.Script = line => heard == said.Length ? null
            : line == said[heard] ? ++heard == said.Length ? "235 2.7.0 Welcome" : "334 "
            : line.StartsWith("MAIL", StringComparison.Ordinal) ? "530 5.7.0 Authentication required" : null;

        Assert.Equal(DeliveryResult.Sent, await transport.SendAsync(await Samples.RenderAsync(), CancellationToken.None));
    }

    /// <summary>A server that takes a user's token; what it has to say of another it says before it refuses (RFC 7628).</summary>
    private static SmtpSink TakesToken(string user, string token, params string[] mechanisms)
    {
        SmtpSink sink = SmtpSink.Start(new SmtpSinkSettings { Extensions = [$"AUTH {string.Join(' ', mechanisms)}"] });
        bool isIn = false;
        sink.Script = line =>
        {
            if (line.Split(' ') is ["AUTH", _, var said])
            {
                string[] fields = Encoding.UTF8.GetString(Convert.FromBase64String(said)).Split(['\u0001', ',']);
                isIn = fields.Contains($"auth=Bearer {token}") && (fields.Contains($"user={user}") || fields.Contains($"a={user}"));
                return isIn ? "235 2.7.0 Welcome" : "334 " + Convert.ToBase64String("""{"status":"invalid_token"}"""u8);
            }

            return isIn ? null : line is "" or "AQ==" ? "535 5.7.8 Wrong credentials"
                : line.StartsWith("MAIL", StringComparison.Ordinal) ? "530 5.7.0 Authentication required" : null;
        };
        return sink;
    }
}
