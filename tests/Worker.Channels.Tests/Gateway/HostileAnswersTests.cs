using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Worker.Servicing.Channels;
using Worker.Testing;

namespace Worker.Channels.Tests.Gateway;

/// <summary>Answers that are made to mislead, to stall or to fill memory: none settles anything.</summary>
public sealed class HostileAnswersTests
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("\"amount\":-33730")]
    [InlineData("\"amount\":0")]
    [InlineData("\"amount\":337.30")]
    [InlineData("\"amount\":1e400")]
    [InlineData("\"amount\":\"-33730\"")]
    [InlineData("\"amount\":\"much\"")]
    [InlineData("\"amount\":{\"value\":33730}")]
    [InlineData("\"currency\":\"cny\"")]
    [InlineData("\"currency\":\"RMB2\"")]
    [InlineData("\"currency\":156")]
    [InlineData("\"currency\":[]")]
    public async Task An_answer_with_an_amount_or_currency_that_no_debit_has_leaves_it_in_doubt(string fields)
    {
        foreach (string status in new[] { "succeeded", "declined", "pending" })
        {
            await using HostileGateway gateway = await HostileGateway.StartAsync(200, Json, $$"""{"orderNo":"A1","status":"{{status}}",{{fields}}}""");
            await using var card = new ConnectedChannel(gateway.BaseUrl);

            AssertUnknown(await card.DebitAsync());
            AssertUnknown(await card.QueryStatusAsync());
        }
    }

    [Theory]
    [InlineData("\"amount\":33730", 33730L, null, false)]
    [InlineData("\"amount\":\"33730\",\"currency\":\"CNY\"", 33730L, "CNY", false)]
    [InlineData("\"amount\":null,\"currency\":null", null, null, false)]
    [InlineData("\"amount\":20238", 20238L, null, true)]
    [InlineData("\"currency\":\"USD\"", null, "USD", true)]
    [InlineData("\"amount\":33730,\"currency\":\"JPY\"", 33730L, "JPY", true)]
    public async Task What_an_answer_tells_of_amount_and_currency_is_handed_on_to_be_compared(string fields, long? amount, string? currency, bool differs)
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync(200, Json, $$"""{"orderNo":"A1","status":"succeeded",{{fields}}}""");
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        foreach (ChannelAnswer answer in new[] { await card.DebitAsync(), await card.QueryStatusAsync() })
        {
            Assert.Equal((ChannelOutcome.Succeeded, amount, currency), (answer.Outcome, answer.EchoedAmount, answer.ToldCurrency));
            Assert.Equal(differs, answer.TellsOtherThan(ConnectedChannel.Order().Amount));
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task Deep_nesting_is_not_followed(int status)
    {
        string deep = string.Concat(Enumerable.Repeat("""{"a":""", 5_000)) + "1" + new string('}', 5_000);
        await using HostileGateway gateway = await HostileGateway.StartAsync(
            status, Json, $$"""{"orderNo":"A1","status":"succeeded","more":{{deep}}}""");
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        AssertUnknown(await card.DebitAsync());
        AssertUnknown(await card.QueryStatusAsync());
    }

    [Fact]
    public async Task A_404_that_names_two_orders_says_nothing()
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync(404, Json, """{"orderNo":"A2","orderNo":"A1"}""");
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        AssertUnknown(await card.QueryStatusAsync());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task What_is_compressed_is_not_unpacked(int status)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            // Ten megabytes of blanks before an answer that would be believed: ten kilobytes on the wire.
            await gzip.WriteAsync(Encoding.ASCII.GetBytes(new string(' ', 10_000_000)), TestContext.Current.CancellationToken);
            await gzip.WriteAsync("""{"orderNo":"A1","status":"succeeded"}"""u8.ToArray(), TestContext.Current.CancellationToken);
        }

        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = Json;
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(packed.ToArray());
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        AssertUnknown(await card.DebitAsync());
        AssertUnknown(await card.QueryStatusAsync());
    }

    [Fact]
    public async Task A_flood_of_headers_is_cut_off()
    {
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            for (int number = 0; number < 2_000; number++)
            {
                context.Response.Headers[$"X-Flood-{number}"] = new string('x', 100);
            }

            await HostileGateway.WriteAsync(context, 200, Json, """{"orderNo":"A1","status":"succeeded"}""");
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl);

        AssertUnknown(await card.DebitAsync());
        AssertUnknown(await card.QueryStatusAsync());
    }

    [Fact]
    public async Task An_answer_that_drips_is_not_waited_for_past_the_time_out()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        int drops = 0;
        await using HostileGateway gateway = await HostileGateway.StartAsync(async (context, _) =>
        {
            context.Response.ContentType = Json;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(" ", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                Interlocked.Increment(ref drops);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, context.RequestAborted);
            }
        });
        await using var card = new ConnectedChannel(gateway.BaseUrl, machine: clock);

        Task<ChannelAnswer> debit = card.DebitAsync();
        await clock.StepUntilAsync(TimeSpan.FromSeconds(1), () => debit.IsCompleted, "the answer is given up");
        ChannelAnswer answer = await debit;

        Assert.InRange(drops, 2, int.MaxValue);
        AssertUnknown(answer);
        Assert.Equal("time-out", answer.Detail);
    }

    private static void AssertUnknown(ChannelAnswer answer)
    {
        Assert.Equal((ChannelOutcome.Unknown, true), (answer.Outcome, answer.IsChannelError));
        Assert.Null(answer.Reference);
        Assert.NotNull(answer.Detail);
    }
}
