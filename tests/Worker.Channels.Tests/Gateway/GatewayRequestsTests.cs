using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;

namespace Worker.Channels.Tests.Gateway;

public sealed class GatewayRequestsTests
{
    private const string SignatureOfQuestion = "0042fa57b895b14a158fc48490cd2d1047106a62c12c2ea4136da6e1879c5427";

    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public async Task A_debit_is_written_and_signed_to_the_letter_of_the_contract()
    {
        HostileGateway.Received sent = await SentAsync(card => card.DebitAsync());

        Assert.Equal("POST /v1/debits", $"{sent.Method} {sent.Path}");
        Assert.Equal(
            """{"orderNo":"A1","amount":33730,"currency":"CNY","token":"ok","description":"PLAN-1-3"}""", Encoding.UTF8.GetString(sent.Body));
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        Assert.Equal("A1", sent.Headers["Idempotency-Key"]);
        Assert.Equal("1700000000", sent.Headers["X-Timestamp"]);
        // printf '1700000000.{"orderNo":"A1",…}' | openssl dgst -sha256 -hmac secret
        Assert.Equal("3315b6a8a80919d8c73e49b4d2906f402631101f0bf8caf5a3610653cfbfac73", sent.Headers["X-Signature"]);
    }

    [Fact]
    public async Task A_question_is_signed_over_its_path_so_that_a_signature_serves_one_question_only()
    {
        HostileGateway.Received sent = await SentAsync(card => card.QueryStatusAsync());

        Assert.Equal("GET /v1/debits/A1", $"{sent.Method} {sent.Path}");
        Assert.Empty(sent.Body);
        Assert.Equal("1700000000", sent.Headers["X-Timestamp"]);
        // printf '1700000000./v1/debits/A1' | openssl dgst -sha256 -hmac secret
        Assert.Equal(SignatureOfQuestion, sent.Headers["X-Signature"]);
    }

    [Fact]
    public async Task A_notice_is_written_and_signed_to_the_letter_of_the_contract()
    {
        HostileGateway.Received sent = await SentAsync(card => card.NotifyAsync());

        Assert.Equal("POST /v1/notices", $"{sent.Method} {sent.Path}");
        Assert.Equal(
            """{"noticeNo":"N1","token":"ok","amount":33730,"currency":"CNY","debitFrom":"2026-11-25","debitUntil":"2026-12-02"}""",
            Encoding.UTF8.GetString(sent.Body));
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        Assert.Equal("N1", sent.Headers["Idempotency-Key"]);
        // printf '1700000000.{"noticeNo":"N1",…}' | openssl dgst -sha256 -hmac secret
        Assert.Equal("f2b45e8bef577c173d982a706a523127bc909beadad8842de9e29b0cf42d50b7", sent.Headers["X-Signature"]);
    }

    [Fact]
    public async Task The_identical_order_makes_the_identical_body_and_any_text_survives()
    {
        var order = new DebitOrder("A1", new Money(long.MaxValue, Currency.Parse("JPY")), "t+\"\\\u0000\u2028<&>'漢😀", "计划-1\r\n");

        HostileGateway.Received first = await SentAsync(card => card.DebitAsync(order));
        HostileGateway.Received second = await SentAsync(card => card.DebitAsync(order with { }));

        Assert.Equal(first.Body, second.Body);
        using var read = System.Text.Json.JsonDocument.Parse(first.Body);
        Assert.Equal(order.Token, read.RootElement.GetProperty("token").GetString());
        Assert.Equal(order.Description, read.RootElement.GetProperty("description").GetString());
        Assert.Equal(long.MaxValue, read.RootElement.GetProperty("amount").GetInt64());
        byte[] signed = [.. Encoding.ASCII.GetBytes("1700000000."), .. first.Body];
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData("secret"u8, signed)), first.Headers["X-Signature"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task A_base_address_may_have_a_path_and_a_slash_at_its_end(string end)
    {
        HostileGateway.Received sent = await SentAsync(card => card.QueryStatusAsync(), "/bank/gateway" + end);

        Assert.Equal("/bank/gateway/v1/debits/A1", sent.Path);
        Assert.Equal(SignatureOfQuestion, sent.Headers["X-Signature"]);
    }

    [Fact]
    public async Task Nothing_of_ours_is_sent_along()
    {
        using var activity = new System.Diagnostics.Activity("ours");
        activity.SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).AddBaggage("customer", "someone").Start();

        HostileGateway.Received sent = await SentAsync(card => card.DebitAsync());

        Assert.Equal(
            ["Content-Length", "Content-Type", "Host", "Idempotency-Key", "X-Signature", "X-Timestamp"],
            sent.Headers.Keys.Order(StringComparer.Ordinal));
    }

    private static async Task<HostileGateway.Received> SentAsync(Func<ConnectedChannel, Task> call, string path = "")
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync(500, contentType: null, body: "");
        await using var card = new ConnectedChannel(new Uri(gateway.BaseUrl, path), machine: new FakeTimeProvider(Moment));
        await call(card);
        return Assert.Single(gateway.Requests);
    }
}
