using AngleSharp.Html.Dom;

namespace Worker.Tests.Site.Runs;

public sealed class RunsPageTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Runs_stand_newest_first_with_what_they_counted_and_those_that_found_nothing_are_left_out()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        long debit = site.Book.Run("auto-debit", "2026-11-20", "completed");
        site.Book.Tally(debit, "debited", 12, 4_047_60);
        site.Book.Run("send-mail", "2026-11-20", "completed", foundSomething: false);
        long failed = site.Book.Run("late-fees", "2026-11-20", "failed", "manual", "li.lei", foundSomething: false);
        using Browser browser = site.Browser().With("Accept-Language", "en");

        IHtmlDocument page = (await browser.GetAsync("/runs")).Page;

        Assert.Equal([$"{failed}", $"{debit}"], Rows(page));
        string[] cells = [.. page.QuerySelector($"tr[data-run='{debit}']")!.Children.Select(cell => cell.TextContent.Trim())];
        Assert.Equal([$"{debit}", "Auto-debit", "20 November 2026", "✓ completed", "the schedule", "20 Nov 09:00", "1 min 40 s", "debited 12, CNY 4,047.60"], cells);
        Assert.Equal($"/runs/{debit}", page.QuerySelector($"tr[data-run='{debit}'] a")!.GetAttribute("href"));
        Assert.Contains("an operator: li.lei", page.QuerySelector($"tr[data-run='{failed}']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, Rows((await browser.GetAsync("/runs?idle=1")).Page).Length);
    }

    [Theory]
    [InlineData("job=late-fees", "late-fees")]
    [InlineData("state=stopped", "remind")]
    [InlineData("trigger=manual", "late-fees")]
    [InlineData("from=2026-11-19&to=2026-11-19", "remind")]
    [InlineData("to=2026-11-18", "auto-debit")]
    [InlineData("job=no-such-job&state=x&from=yesterday&before=-1", "remind late-fees auto-debit")]
    [InlineData("job=auto-debit&state=failed", "")]
    public async Task The_list_shows_what_is_asked_for(string query, string jobs)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        var named = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{site.Book.Run("auto-debit", "2026-11-18", "completed")}"] = "auto-debit",
            [$"{site.Book.Run("late-fees", "2026-11-20", "failed", "manual", "li.lei")}"] = "late-fees",
            [$"{site.Book.Run("remind", "2026-11-19", "stopped")}"] = "remind",
        };

        using Browser browser = site.Browser();
        IHtmlDocument page = (await browser.GetAsync($"/runs?{query}")).Page;

        Assert.Equal(jobs, string.Join(' ', Rows(page).Select(run => named[run])));
    }

    [Fact]
    public async Task A_long_list_is_walked_by_key_and_keeps_what_was_asked_for()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        long[] runs = [.. Enumerable.Range(0, 60).Select(_ => site.Book.Run("auto-debit", "2026-11-20", "completed"))];
        using Browser browser = site.Browser();

        IHtmlDocument first = (await browser.GetAsync("/runs?job=auto-debit")).Page;
        string next = first.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!;
        IHtmlDocument second = (await browser.GetAsync(next)).Page;

        Assert.Contains("job=auto-debit", next, StringComparison.Ordinal);
        Assert.Equal(runs.Reverse().Select(run => $"{run}"), [.. Rows(first), .. Rows(second)]);
        Assert.Null(second.QuerySelector(".pager a[rel=next]"));
        Assert.Equal("/runs?job=auto-debit", second.QuerySelector(".pager a[rel=first]")!.GetAttribute("href"));
    }

    private static string[] Rows(IHtmlDocument page) => [.. page.QuerySelectorAll("tr[data-run]").Select(row => row.GetAttribute("data-run")!)];
}
