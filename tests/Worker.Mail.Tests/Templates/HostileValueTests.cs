using System.Globalization;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Worker.Servicing.Messages;

namespace Worker.Mail.Tests.Templates;

public sealed class HostileValueTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</bdi></td></table><a href='https://evil.example'>pay here</a>")]
    [InlineData("&lt;b&gt; & &#x3C;script&#x3E; &amp;")]
    [InlineData("@Letter {0} {name} $x")]
    public async Task A_name_is_shown_as_it_is_and_never_becomes_markup(string name)
    {
        MessageFacts facts = Samples.Facts with { PlanReference = name, OrderNumber = name };
        RenderedMessage message = await Samples.RenderAsync(facts: facts, recipient: Samples.English with { Name = name });

        IHtmlDocument page = new HtmlParser().ParseDocument(message.Html);
        Assert.Empty(page.QuerySelectorAll("script, img, a"));
        Assert.Equal($"Dear {name},", page.QuerySelector("p bdi")!.TextContent);
        Assert.Contains($"Dear {name},\r\n", message.Text, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("td bdi").Count(cell => cell.TextContent == name));
        Assert.Contains($"Plan: {name}\r\n", message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\r\nBcc: victim@mail.example", "x Bcc: victim@mail.example")]
    [InlineData("\"\r\nBcc: x@y\"", "\" Bcc: x@y\"")]
    [InlineData("a\0b\u0007c\u001bd", "a b c d")]
    [InlineData("a\u2028b\u2029c\u0085d", "a b c d")]
    [InlineData("  Ada \t  Lovelace  ", "Ada Lovelace")]
    [InlineData("evil\u202Egnp.exe\u2066x\u200Fy\uFEFF", "evilgnp.exexy")]
    [InlineData("😀 Zoë 👩\u200D👧", "😀 Zoë 👩\u200D👧")]
    [InlineData("broken \uD83D half", "broken half")]
    public async Task A_name_stays_in_its_line(string name, string shown)
    {
        RenderedMessage message = await Samples.RenderAsync(recipient: Samples.English with { Name = name });

        Assert.Contains($"\r\n\r\nDear {shown},\r\n\r\n", message.Text, StringComparison.Ordinal);
        Assert.Equal($"Dear {shown},", new HtmlParser().ParseDocument(message.Html).QuerySelector("p bdi")!.TextContent);
    }

    [Fact]
    public async Task A_name_of_200_characters_is_cut_between_characters()
    {
        string name = string.Concat(Enumerable.Repeat("😀", 200));
        RenderedMessage message = await Samples.RenderAsync(recipient: Samples.English with { Name = name });

        string shown = new HtmlParser().ParseDocument(message.Html).QuerySelector("p bdi")!.TextContent;
        Assert.Equal($"Dear {string.Concat(Enumerable.Repeat("😀", 80))}…,", shown);
    }

    [Theory]
    [InlineData("x\r\nBcc: victim@mail.example")]
    [InlineData("x\u0085Bcc: y\u2028z\u202E")]
    public async Task The_subject_is_one_line_whatever_the_plan_is_called(string reference)
    {
        RenderedMessage message = await Samples.RenderAsync(MessageKind.PlanClosed, Samples.Facts with { PlanReference = reference });

        Assert.StartsWith("Paid in full: your plan x Bcc: ", message.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(message.Subject, character =>
            char.IsControl(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator);
    }

    [Fact]
    public async Task Currencies_the_worker_does_not_know_are_an_error_and_not_a_wrong_amount()
    {
        FormatException error = await Assert.ThrowsAsync<FormatException>(
            () => Samples.RenderAsync(facts: Samples.Facts with { Currency = "XXX" }));
        Assert.Contains("XXX", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_at_all_leaves_the_page_as_it_was()
    {
        using var renderer = new MessageRenderer(Samples.Settings);
        string usual = Skeleton(Render(renderer, "Ada", "P-1"));

        Prop.ForAll<string, string>((name, reference) =>
        {
            RenderedMessage message = Render(renderer, name, reference);
            return Skeleton(message) == usual
                && !message.Subject.Any(char.IsControl)
                && message.Text.Split("\r\n").All(line => !line.Any(char.IsControl));
        }).QuickCheckThrowOnFailure();
    }

    private static RenderedMessage Render(MessageRenderer renderer, string? name, string? reference)
    {
        Task<RenderedMessage> rendering = renderer.RenderAsync(
            "key",
            MessageKind.PlanClosed,
            Samples.Facts with { PlanReference = "#" + reference },
            Samples.English with { Name = name ?? "" },
            isCourtesy: true,
            CancellationToken.None);
        Assert.True(rendering.IsCompletedSuccessfully);
        return rendering.Result;
    }

    // Elements and attributes, without what is written in them.
    private static string Skeleton(RenderedMessage message) => string.Join(
        '\n',
        new HtmlParser().ParseDocument(message.Html).All.Select(element =>
            element.LocalName + string.Concat(element.Attributes.Select(attribute => $" {attribute.Name}={attribute.Value}"))));
}
