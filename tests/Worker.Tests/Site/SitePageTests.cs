using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Worker.Ops;
using Worker.Ops.Layout;

namespace Worker.Tests.Site;

/// <summary>What holds for every page, whoever adds one.</summary>
public sealed class SitePageTests
{
    [Fact]
    public async Task No_page_runs_or_loads_anything_but_our_own_files()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        using Browser browser = site.Browser();

        foreach (string path in OpsPage.Pages.Select(page => page.Path))
        {
            Answer answer = await browser.GetAsync(path);
            IHtmlDocument page = answer.Page;

            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Contains("script-src 'self'; style-src 'self'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Equal([SiteAssets.ScriptPath], page.QuerySelectorAll("script").Select(script => script.GetAttribute("src")));
            Assert.All(page.QuerySelectorAll("script"), script => Assert.Empty(script.TextContent));
            Assert.Empty(page.QuerySelectorAll("style, [style], iframe, object, embed, base"));
            Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
            Assert.All(page.QuerySelectorAll("[src], link[href], a[href], form[action]"), element => Assert.Matches(
                "^(/(?!/)|#|data:,$)", element.GetAttribute("src") ?? element.GetAttribute("href") ?? element.GetAttribute("action")!));

            // What only asks is a GET and carries no token, which would stand in the address.
            Assert.All(page.QuerySelectorAll("form"), form => Assert.Contains(
                (form.GetAttribute("method")!, form.QuerySelectorAll("input[name=__RequestVerificationToken]").Length), new[] { ("post", 1), ("get", 0) }));
        }
    }

    [Fact]
    public async Task Files_are_kept_by_browsers_for_as_long_as_they_stay_the_same()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        using Browser browser = site.Browser();

        foreach ((string path, string type) in new[] { (SiteAssets.StylesheetPath, "text/css; charset=utf-8"), (SiteAssets.ScriptPath, "text/javascript; charset=utf-8") })
        {
            Answer file = await browser.GetAsync(path);
            using Browser again = site.Browser().With("If-None-Match", file.Headers["ETag"]);

            Assert.Equal((HttpStatusCode.OK, type), (file.Status, file.Headers["Content-Type"]));
            Assert.Contains("immutable", file.Headers["Cache-Control"], StringComparison.Ordinal);
            Assert.Contains(file.Headers["ETag"].Trim('"'), path, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotModified, (await again.GetAsync(path)).Status);
            Assert.DoesNotContain("://", file.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("url(", file.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("@import", file.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_page_adds_to_the_stylesheet_and_the_script_comes_along()
    {
        await using ServedSite site = await ServedSite.StartAsync();

        string style = await site.Client.GetStringAsync(SiteAssets.StylesheetPath);

        Assert.StartsWith(":root", style, StringComparison.Ordinal);
        Assert.Contains(".legend", style, StringComparison.Ordinal);
        Assert.Contains("EventSource", await site.Client.GetStringAsync(SiteAssets.ScriptPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_navigation_has_every_page_that_its_reader_may_see()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser viewer = site.Browser();
        using Browser operators = site.Browser();
        await viewer.SignInAsync("han", Accounts.ViewerPassword);
        await operators.SignInAsync("li.lei", Accounts.OperatorPassword);

        string[] paths = [.. OpsPage.Pages.Select(page => page.Path)];
        Assert.Equal(paths, await LinksAsync(viewer));
        Assert.Equal(paths, await LinksAsync(operators));
    }

    [Fact]
    public async Task An_operator_is_asked_for_a_reason_and_a_viewer_for_nothing()
    {
        await using ServedSite site = await ServedSite.StartAsync(settings: Accounts.Both);
        using Browser viewer = site.Browser();
        using Browser operators = site.Browser();
        await viewer.SignInAsync("han", Accounts.ViewerPassword);
        await operators.SignInAsync("li.lei", Accounts.OperatorPassword);

        IHtmlDocument shown = (await operators.GetAsync("/levers/preview")).Page;
        IElement form = Assert.Single(shown.QuerySelectorAll("form.action"));
        Assert.Equal(("/levers", "post"), (form.GetAttribute("action"), form.GetAttribute("method")));
        Assert.Equal("Debit 337.30", form.QuerySelector("button")!.TextContent);
        IElement reason = form.QuerySelector("input[name=reason]")!;
        Assert.True(reason.HasAttribute("required"));
        Assert.NotNull(form.QuerySelector($"label[for={reason.Id}]"));
        Assert.Equal("Pull <b>all</b> levers", shown.QuerySelector("h1")!.TextContent);

        Answer seen = await viewer.GetAsync("/levers/preview");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Empty(seen.Page.QuerySelectorAll("form.action"));
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/levers/preview", "/levers", ("reason", "because"))).Status);
    }

    private static async Task<string[]> LinksAsync(Browser browser) =>
        [.. (await browser.GetAsync("/")).Page.QuerySelectorAll("nav.site a").Select(link => link.GetAttribute("href")!).Where(link => link != "/hangfire")];
}
