using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Worker.Channels.Sandbox;
using Worker.Servicing.Jobs;
using Worker.Tests.Site.Runs;

namespace Worker.Tests.Site.InDoubt;

public sealed class InDoubtPageTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_oldest_doubt_comes_first_and_is_an_alarm_after_a_day()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        string young = site.Book.Doubt(Morning.AddMinutes(-10));
        string ancient = site.Book.Doubt(Morning.AddHours(-25));
        string old = site.Book.Doubt(Morning.AddHours(-2));
        using Browser browser = site.Browser().With("Accept-Language", "en");

        IHtmlDocument page = (await browser.GetAsync("/in-doubt")).Page;

        Assert.Equal([ancient, old, young], Orders(page));
        Assert.Equal(
            ["✗ 1 d 1 h · too old", "! 2 h · old", "· 10 min · new"],
            page.QuerySelectorAll("tr[data-order]").Select(row => row.Children[1].TextContent.Trim()));
        IElement[] cells = [.. page.QuerySelector("tr[data-order]")!.Children];
        Assert.StartsWith("/installments/", cells[2].QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("CNY 337.30", cells[3].TextContent.Trim());
        Assert.Equal("no answer yet: time-out", cells[5].TextContent.Trim());
        Assert.Equal("3 answer(s) without an outcome, sent again 1 time(s)", cells[6].TextContent.Trim());
        Assert.Equal("2026-11-21T07:00:00Z", cells[7].QuerySelector("time")!.GetAttribute("datetime"));
        Assert.DoesNotContain("never-shown-token", page.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_doubts_are_walked_by_their_numbers()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        string[] orders = [.. Enumerable.Range(0, 60).Select(minute => site.Book.Doubt(Morning.AddMinutes(minute - 90)))];
        using Browser browser = site.Browser();

        IHtmlDocument first = (await browser.GetAsync("/in-doubt")).Page;
        IHtmlDocument second = (await browser.GetAsync(first.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!)).Page;

        Assert.Equal(orders, Orders(first).Concat(Orders(second)));
        Assert.Null(second.QuerySelector(".pager a[rel=next]"));
        Assert.NotNull(second.QuerySelector(".pager a[rel=first]"));
    }

    [Fact]
    public async Task An_operator_asks_about_an_order_at_once_and_sees_what_came_of_it()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(
            new SandboxOptions { MachineClock = new MachineClock(TimeProvider.System) }, CancellationToken.None);
        await using ServedSite site = await ServedSite.StartAtAsync(
            Morning, [.. Accounts.Both, ("Channels:sandbox:BaseUrl", sandbox.BaseUrl.ToString()), ("Channels:sandbox:Secret", sandbox.Secret)]);
        long debt = site.Book.Debt(Dates.D);
        string order = site.Book.Doubt(Morning.AddHours(-1), "sandbox", debt);
        site.Book.Execute("update debit_attempt set token = 'ok'");
        using Browser operators = site.Browser().With("Accept-Language", "en");
        await operators.SignInAsync("li.lei", Accounts.OperatorPassword);
        string ask = (await operators.GetAsync("/in-doubt")).Page.QuerySelector("tr[data-order] a.button")!.GetAttribute("href")!;

        Answer unreasoned = await operators.PostAsync(ask, "/in-doubt/ask", ("order", order), ("reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreasoned.Status);
        Assert.Equal([order], site.Book.OpenDebits());
        Answer asked = await operators.PostAsync(ask, "/in-doubt/ask", ("order", order), ("reason", "customer is on the phone"));

        // It never arrived for longer than the channel takes to be sure of it: the same order was sent again, and went through.
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Equal("✓ Settled.", asked.Page.QuerySelector("[role=status]")!.TextContent.Trim());
        Assert.Empty(site.Book.OpenDebits());
        Assert.Equal("paid", site.Book.Status(debt));
        Assert.Contains(site.Audit(), line => line.StartsWith("li.lei ", StringComparison.Ordinal) && line.Contains("unknown became succeeded", StringComparison.Ordinal));
        Assert.Empty(Orders((await operators.GetAsync("/in-doubt")).Page));
    }

    [Fact]
    public async Task A_viewer_sees_doubts_and_asks_nothing()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning, Accounts.Both);
        string order = site.Book.Doubt(Morning.AddHours(-1));
        using Browser viewer = site.Browser();
        await viewer.SignInAsync("han", Accounts.ViewerPassword);

        IHtmlDocument page = (await viewer.GetAsync("/in-doubt")).Page;

        Assert.Equal([order], Orders(page));
        Assert.Empty(page.QuerySelectorAll("main form, main a.button"));
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync($"/in-doubt/ask?order={order}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/", "/in-doubt/ask", ("order", order), ("reason", "x"))).Status);
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_not_found()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        using Browser browser = site.Browser();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/in-doubt/ask?order=nobody")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/", "/in-doubt/ask", ("order", "nobody"), ("reason", "x"))).Status);
    }

    private static string[] Orders(IHtmlDocument page) => [.. page.QuerySelectorAll("tr[data-order]").Select(row => row.GetAttribute("data-order")!)];
}
