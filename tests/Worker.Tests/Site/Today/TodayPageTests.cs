using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Worker.Servicing.Jobs;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Site.Today;

public sealed class TodayPageTests
{
    /// <summary>Ten in the morning of the first day, where the business is.</summary>
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task The_page_is_valid_and_can_be_walked_by_ear(string language)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        site.Book.Debt(D);
        using Browser browser = site.Browser().With("Accept-Language", language);

        IHtmlDocument page = (await browser.GetAsync("/")).Page;

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.NotEmpty(page.Title!);
        Assert.Equal("UTF-8", page.CharacterSet, ignoreCase: true);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main#main"));
        Assert.Equal("#main", page.Body!.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("/", page.QuerySelector("nav a[aria-current=page]")!.GetAttribute("href"));
        Assert.All(page.QuerySelectorAll("table"), table => Assert.NotEmpty(table.QuerySelector("caption")!.TextContent));
        Assert.All(page.QuerySelectorAll("th"), cell => Assert.Contains(cell.GetAttribute("scope"), new[] { "row", "col" }));
        Assert.All(page.QuerySelectorAll("progress"), bar => Assert.NotEmpty(bar.GetAttribute("aria-label")!));
        Assert.All(page.QuerySelectorAll("[aria-labelledby], [aria-describedby]"), element => Assert.NotNull(
            page.GetElementById(element.GetAttribute("aria-labelledby") ?? element.GetAttribute("aria-describedby")!)));
        string[] ids = [.. page.QuerySelectorAll("[id]").Select(element => element.Id!)];
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
    }

    [Theory]
    [InlineData("en", "never")]
    [InlineData("zh-CN", "从未")]
    public async Task A_channel_that_never_answered_is_told_of_too(string language, string never)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning, ("Channels:card:BaseUrl", "http://127.0.0.1:9"), ("Channels:card:Secret", "s"));
        using Browser browser = site.Browser().With("Accept-Language", language);

        IElement channels = (await browser.GetAsync("/")).Page.QuerySelector("section[aria-labelledby=channels]")!;

        Assert.Contains(never, channels.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "1 debits have been in doubt for a long time, 0 of them")]
    [InlineData("zh-CN", "1 笔扣款长时间存疑，其中 0 笔")]
    public async Task A_doubt_that_has_grown_old_is_an_alert(string language, string alert)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        long debt = site.Book.Debt(D);
        DateTimeOffset sentAt = Morning.AddHours(-2);
        site.Book.Execute(
            """
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id)
            values ('old-order', @debt, 1, 'sandbox', 1, 'CNY', 'ok', 'P', '2026-11-21', @sentAt, 'unknown', 1);
            insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at) values (@debt, 'old-order', @sentAt, @sentAt);
            """,
            new { debt, sentAt });
        using Browser browser = site.Browser().With("Accept-Language", language);

        IElement told = Assert.Single((await browser.GetAsync("/")).Page.QuerySelectorAll("[role=alert]"));

        Assert.Contains(alert, told.TextContent, StringComparison.Ordinal);
        Assert.Contains("old-order", told.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_job_tells_when_it_ran_and_when_it_runs_next()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        site.Book.Execute(
            """
            insert into job_run (job, business_date, occasion, trigger_kind, actor, state, started_at, finished_at, stop_reason, ledger_mark)
            values ('auto-debit', '2026-11-19', '2026-11-19T09:00', 'schedule', 'scheduler', 'stopped', '2026-11-19T01:00:00.000Z', '2026-11-19T01:01:00.000Z', 'too much', 0)
            """);

        IHtmlDocument page = await site.PageAsync();

        Assert.Equal(JobList.All.Select(job => job.Name), page.QuerySelectorAll("tr[data-job]").Select(row => row.GetAttribute("data-job")!));
        IElement[] debit = [.. page.QuerySelector("tr[data-job=auto-debit]")!.Children];
        Assert.Equal("2026-11-19T01:00:00Z", debit[1].QuerySelector("time")!.GetAttribute("datetime"));
        Assert.Equal("! stopped", debit[3].TextContent.Trim());
        Assert.Equal("! 2", debit[5].TextContent.Trim());
        Assert.Equal(("2026-11-21T06:00:00Z", "21 Nov 14:00"), (debit[6].QuerySelector("time")!.GetAttribute("datetime"), debit[6].TextContent.Trim()));
    }

    [Fact]
    public async Task The_day_is_told_in_money_and_in_the_readers_language()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        long paid = site.Book.Debt(D, principal: 300_00, interest: 0);
        site.Book.Payment(paid, 300_00, D);
        site.Book.Debt(D, principal: 100_00, interest: 0);
        long late = site.Book.Debt(D.AddDays(-10), principal: 1_234_50, interest: 0);
        site.Book.Payment(late, 234_50, D.AddDays(-3));
        site.Book.Execute("update installment set status = 'overdue', overdue_since = '2026-11-12' where installment_id = @late", new { late });
        site.Book.Debt(D.AddDays(-40));
        using Browser english = site.Browser().With("Accept-Language", "en-GB,en;q=0.9");
        using Browser chinese = site.Browser().With("Accept-Language", "zh-TW,zh;q=0.9,en;q=0.5");

        IHtmlDocument inEnglish = (await english.GetAsync("/")).Page;
        IHtmlDocument inChinese = (await chinese.GetAsync("/")).Page;

        IElement collected = Assert.Single(inEnglish.QuerySelectorAll(".collected"));
        Assert.Equal(["CNY 300.00", "CNY 400.00"], collected.QuerySelectorAll(".amount").Select(amount => amount.TextContent));
        Assert.Contains("75.0%", collected.TextContent, StringComparison.Ordinal);
        Assert.Equal("750", collected.QuerySelector("progress")!.GetAttribute("value"));
        Assert.Equal(["¥300.00", "¥400.00"], inChinese.QuerySelectorAll(".collected .amount").Select(amount => amount.TextContent));
        Assert.Contains("2026年11月21日", inChinese.QuerySelector("header")!.TextContent, StringComparison.Ordinal);

        string[][] rows = [.. inEnglish.QuerySelectorAll("figure tbody tr").Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToArray())];
        Assert.Equal(
            [
                ["21 November 2026", "2", "CNY 400.00", "CNY 300.00", "CNY 0.00", "CNY 0.00", "CNY 100.00", "75.0%"],
                ["11 November 2026", "1", "CNY 1,234.50", "CNY 0.00", "CNY 234.50", "CNY 1,000.00", "CNY 0.00", "19.0%"],
            ],
            rows);
        Assert.Equal(
            ["Collected later", "Overdue", "Collected by the due date", "Open, not overdue"],
            inEnglish.QuerySelectorAll("figure .drawing rect.part > title").Select(title => title.TextContent.Split("· ")[1].Split(':')[0]));
        Assert.All(inEnglish.QuerySelectorAll("figure rect.part"), part => Assert.NotNull(inEnglish.GetElementById(part.GetAttribute("fill")![5..^1])));
        Assert.Equal("1", inEnglish.QuerySelectorAll("tr").Single(row => row.QuerySelector("th")?.TextContent == "M1").LastElementChild!.TextContent);
    }

    [Fact]
    public async Task What_somebody_wrote_is_text_and_nothing_else()
    {
        const string hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onload=\"alert(3)";
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        site.Book.Execute(
            """
            insert into debit_switch (name, is_off, reason, actor, changed_at)
            values ('debits', 1, @hostile, @hostile, '2026-11-21T01:00:00.000Z'), (@channel, 1, 'drill', 'ops', '2026-11-21T01:00:00.000Z')
            """,
            new { hostile, channel = $"channel:{hostile}" });
        site.Book.Execute("insert into job_run (job, business_date, occasion, trigger_kind, actor, state, started_at, ledger_mark) values (@hostile, '2026-11-21', 'x', 'manual', 'x', 'active', '2026-11-21T01:00:00.000Z', 0)", new { hostile });
        site.Book.Execute("insert into active_run (job, run_id) select job, run_id from job_run");

        IHtmlDocument page = await site.PageAsync();

        IElement[] alerts = [.. page.QuerySelectorAll("[role=alert]")];
        Assert.Equal(2, alerts.Length);
        Assert.Contains(hostile, alerts[0].TextContent, StringComparison.Ordinal);
        IElement debits = alerts.Single(alert => alert.TextContent.StartsWith("All debits: off", StringComparison.Ordinal));
        Assert.Equal(2, debits.TextContent.Split(hostile).Length - 1);
        Assert.Equal(["STRONG", "TIME"], debits.Children.Select(child => child.TagName));
        Assert.Contains(hostile, page.QuerySelector("[data-live]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("body script, img, [onload], [onerror]"));
    }

    [Fact]
    public async Task No_customer_is_named_on_the_page()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        site.Book.Method(site.Book.Customer("tell-tale@customers.test", "Tell Tale"), token: "tell-tale-token");

        string html = await site.Client.GetStringAsync("/");

        Assert.DoesNotContain("tell", html, StringComparison.OrdinalIgnoreCase);
    }
}
