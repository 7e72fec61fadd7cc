using System.Globalization;
using Worker.Servicing.Messages;

namespace Worker.Mail.Tests;

public sealed class MessageRendererTests
{
    [Fact]
    public async Task The_same_key_gives_the_same_message_id_whatever_the_message_says()
    {
        RenderedMessage first = await Samples.RenderAsync();
        RenderedMessage again = await Samples.RenderAsync(MessageKind.Overdue, recipient: Samples.Chinese);
        RenderedMessage other = await Samples.RenderAsync(key: "17/receipt/2026-03-09");

        Assert.Equal(first.MessageId, again.MessageId);
        Assert.NotEqual(first.MessageId, other.MessageId);
        Assert.Matches("^[0-9a-f]{40}@mail[.]shop[.]example$", first.MessageId);
    }

    [Fact]
    public async Task The_message_id_of_an_international_sender_is_plain_ascii()
    {
        RenderedMessage message = await Samples.RenderAsync(settings: Samples.Settings with { From = "a@商店.example" });

        Assert.EndsWith("@xn--czrs0t.example", message.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sender_that_is_not_an_address_is_an_error_at_once() =>
        Assert.Throws<FormatException>(() => new MessageRenderer(Samples.Settings with { From = "nobody" }));

    [Fact]
    public async Task Chinese_text_stands_in_the_html_as_itself()
    {
        RenderedMessage message = await Samples.RenderAsync(recipient: Samples.Chinese);

        Assert.Contains("张伟", message.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch("&#x[0-9A-F]{3,};", message.Html);
    }

    [Fact]
    public async Task Many_renders_at_once_do_not_mix()
    {
        using var renderer = new MessageRenderer(Samples.Settings);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 2_000),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (n, cancellationToken) =>
            {
                string name = "customer " + n.ToString(CultureInfo.InvariantCulture);
                RenderedMessage message = await renderer.RenderAsync(
                    name, (MessageKind)((n % 6) + 1), Samples.Facts, new Recipient(name, "a@b.example", n % 2 == 0 ? "en" : "zh-CN"), false, cancellationToken);
                Assert.Contains(n % 2 == 0 ? $"Dear {name}," : $"尊敬的{name}，", message.Text, StringComparison.Ordinal);
                Assert.Contains(name, message.Html, StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task A_cancelled_render_throws()
    {
        using var renderer = new MessageRenderer(Samples.Settings);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => renderer.RenderAsync(
            "key", MessageKind.Receipt, Samples.Facts, Samples.English, false, new CancellationToken(canceled: true)));
    }
}
