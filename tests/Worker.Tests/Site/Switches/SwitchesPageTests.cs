using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Worker.Tests.Site.Switches;

public sealed class SwitchesPageTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_operator_throws_and_restores_a_switch_and_both_stay_in_its_history()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning, Accounts.Both);
        using Browser operators = site.Browser().With("Accept-Language", "en");
        await operators.SignInAsync("li.lei", Accounts.OperatorPassword);

        Answer off = await operators.PostAsync("/switches", "/switches/off", ("channel", "card"), ("reason", "bank says <wait>"));
        IHtmlDocument thrown = (await operators.GetAsync("/switches")).Page;

        Assert.Equal((HttpStatusCode.Redirect, "/switches"), (off.Status, off.Location));
        Assert.Equal(["debits", "channel:card"], thrown.QuerySelectorAll("[data-switch]").Select(one => one.GetAttribute("data-switch")!).Take(2));
        Assert.Contains("✗ off", One(thrown, "channel:card").TextContent, StringComparison.Ordinal);
        Assert.Contains("by li.lei: bank says <wait>", One(thrown, "channel:card").QuerySelector(".off-since")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("✓ on", One(thrown, "debits").TextContent, StringComparison.Ordinal);
        Assert.Contains("Channel card: off", thrown.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/switches/on", One(thrown, "channel:card").QuerySelector("form")!.GetAttribute("action"));

        await operators.PostAsync("/switches", "/switches/on", ("channel", "card"), ("reason", "bank is back"));
        await operators.PostAsync("/switches", "/switches/off", ("channel", ""), ("reason", "drill"));
        IHtmlDocument after = (await operators.GetAsync("/switches")).Page;

        Assert.Contains("✓ on", One(after, "channel:card").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["All debits off li.lei drill", "Channel card on li.lei bank is back", "Channel card off li.lei bank says <wait>"],
            after.QuerySelectorAll("section[aria-labelledby=history] tbody tr").Select(row => string.Join(' ', row.Children.Skip(1).Select(cell => cell.TextContent.Trim()))));
        Assert.Equal(["li.lei switch off", "li.lei switch on", "li.lei switch off"], site.Audit().Where(line => line.Contains("switch", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("card", "", "Enter a reason")]
    [InlineData("no-such-channel", "drill", "There is no channel 'no-such-channel'")]
    public async Task A_turn_without_a_reason_or_of_nothing_is_refused(string channel, string reason, string said)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        using Browser browser = site.Browser().With("Accept-Language", "en");

        Answer answer = await browser.PostAsync("/switches", "/switches/off", ("channel", channel), ("reason", reason));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(site.Book.Query<string>("select name from debit_switch"));
    }

    [Theory]
    [InlineData("en", "3 order(s) could not be withdrawn within a second: they may have been sent.")]
    [InlineData("zh-CN", "有 3 笔订单未能在一秒内撤回，可能已发出。")]
    public async Task The_page_says_how_many_orders_a_turn_came_too_late_for(string language, string said)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        using Browser browser = site.Browser().With("Accept-Language", language);

        Assert.Equal(said, (await browser.GetAsync("/switches?open=3")).Page.QuerySelector("main [role=alert]")!.TextContent);
        Assert.Null((await browser.GetAsync("/switches?open=<b>")).Page.QuerySelector("main [role=alert]"));
    }

    [Fact]
    public async Task A_viewer_sees_switches_and_turns_none()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning, Accounts.Both);
        site.Book.Switch("channel:gone", isOff: true);
        using Browser viewer = site.Browser().With("Accept-Language", "en");
        await viewer.SignInAsync("han", Accounts.ViewerPassword);

        IHtmlDocument page = (await viewer.GetAsync("/switches")).Page;

        Assert.Contains("no longer configured", One(page, "channel:gone").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/", "/switches/on", ("channel", "gone"), ("reason", "x"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/", "/switches/off", ("channel", ""), ("reason", "x"))).Status);
        Assert.Equal(["channel:gone"], site.Book.Query<string>("select name from debit_switch where is_off = 1"));
    }

    [Fact]
    public async Task A_long_history_is_walked_by_key_and_tells_of_debits_alone()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        for (int turn = 1; turn <= 35; turn++)
        {
            site.Book.Execute(
                """
                insert into audit_entry (recorded_at, actor, action, subject, reason, detail)
                values ('2026-11-21T01:00:00.000Z', 'ops', 'switch', 'debits', @reason, 'off'), ('2026-11-21T01:00:00.000Z', 'ops', 'switch', 'courtesy mail of customer C1', 'x', 'off')
                """,
                new { reason = $"turn {turn}" });
        }

        using Browser browser = site.Browser();
        IHtmlDocument first = (await browser.GetAsync("/switches")).Page;
        IHtmlDocument second = (await browser.GetAsync(first.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!)).Page;

        Assert.Equal(
            Enumerable.Range(1, 35).Reverse().Select(turn => $"turn {turn}"),
            new[] { first, second }.SelectMany(page => page.QuerySelectorAll("section[aria-labelledby=history] tbody tr")).Select(row => row.LastElementChild!.TextContent));
    }

    private static IElement One(IHtmlDocument page, string name) => page.QuerySelector($"[data-switch='{name}']")!;
}
