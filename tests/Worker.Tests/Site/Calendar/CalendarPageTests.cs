using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Worker.Tests.Site.Calendar;

public sealed class CalendarPageTests
{
    [Fact]
    public async Task Each_of_the_coming_days_tells_whether_it_is_worked_what_falls_due_and_when_jobs_run()
    {
        // The last days before National Day 2026: a Sunday worked in exchange before it, days off after it.
        await using ServedSite site = await ServedSite.StartAtAsync(new DateTimeOffset(2026, 9, 26, 2, 0, 0, TimeSpan.Zero));
        site.Book.Debt(new DateOnly(2026, 10, 1), principal: 100_00, interest: 0);
        site.Book.Debt(new DateOnly(2026, 10, 1), principal: 50_00, interest: 50);
        long paid = site.Book.Debt(new DateOnly(2026, 10, 1));
        site.Book.Execute("update installment set status = 'paid' where installment_id = @paid", new { paid });
        Plan euros = site.Book.Plan(site.Book.Customer(), currency: "EUR");
        site.Book.Installment(euros, new DateOnly(2026, 10, 1), 7_00, 0);
        site.Book.Debt(new DateOnly(2026, 10, 10));
        using Browser browser = site.Browser().With("Accept-Language", "en");

        IHtmlDocument page = (await browser.GetAsync("/calendar")).Page;

        Assert.Equal(14, page.QuerySelectorAll("tr[data-day]").Length);
        IElement[] holiday = [.. page.QuerySelector("tr[data-day='2026-10-01']")!.Children];
        Assert.StartsWith("day off · ", holiday[1].TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(
            ["CNY 150.50 · 2 installments", "EUR 7.00 · 1 installments"],
            holiday[2].Children.Select(due => due.TextContent.Trim()));
        Assert.Equal("working day", page.QuerySelector("tr[data-day='2026-09-28']")!.Children[1].TextContent.Trim());
        Assert.Equal("nothing", page.QuerySelector("tr[data-day='2026-09-28']")!.Children[2].TextContent.Trim());
        Assert.Equal("Auto-debit: 09:00, 14:00, 19:00", page.QuerySelector("tr[data-day='2026-09-28'] li[data-job=auto-debit]")!.TextContent);
        Assert.Equal("Send mail: 1,440 times from 00:00 to 23:59", page.QuerySelector("tr[data-day='2026-09-28'] li[data-job=send-mail]")!.TextContent);
        Assert.Contains("do not change", page.QuerySelector("section[aria-labelledby=clocks]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 25, "2026-03-29", "Clocks go forward from 02:00 to 03:00.", "02:30 (does not exist on that day, runs at the next instant that does)", "29 Mar 03:00", "01:00")]
    [InlineData(10, 20, "2026-10-25", "Clocks go back from 03:00 to 02:00.", "02:30", "25 Oct 02:30", "00:30")]
    public async Task Where_clocks_change_it_is_said_when_jobs_run_then(int month, int day, string changes, string what, string scheduled, string local, string utc)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(
            new DateTimeOffset(2026, month, day, 8, 0, 0, TimeSpan.Zero), ("Calendar:TimeZone", "Europe/Berlin"), ("Schedule:auto-debit", "02:30, 09:00"));
        using Browser browser = site.Browser().With("Accept-Language", "en");

        IHtmlDocument page = (await browser.GetAsync("/calendar")).Page;

        Assert.Contains(what, page.QuerySelector($"tr[data-day='{changes}']")!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("tr[data-day] .badge.warning"));
        IElement clocks = page.QuerySelector("section[aria-labelledby=clocks]")!;
        Assert.Contains(what, clocks.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            [scheduled, local, utc],
            clocks.QuerySelector("tr[data-job=auto-debit]")!.Children.Skip(1).Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task A_year_of_which_no_holiday_is_known_is_named()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(new DateTimeOffset(2026, 12, 25, 2, 0, 0, TimeSpan.Zero));
        using Browser browser = site.Browser().With("Accept-Language", "zh-CN");

        IHtmlDocument page = (await browser.GetAsync("/calendar")).Page;

        Assert.Contains("2027 年没有节假日数据", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("日历", page.QuerySelector("h1")!.TextContent);
    }
}
