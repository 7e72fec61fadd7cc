using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Worker.Servicing.Runs;
using static Worker.Tests.Jobs.Dates;

namespace Worker.Tests.Site;

public sealed class StatusPageTests
{
    [Fact]
    public async Task The_page_is_valid_names_every_job_and_needs_nothing_from_elsewhere()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        site.Book.Debt(D.AddDays(-40));
        site.Book.Execute("update installment set status = 'overdue', overdue_since = '2026-10-13'");

        IHtmlDocument page = await site.PageAsync();

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.NotEmpty(page.Title!);
        Assert.Equal("UTF-8", page.CharacterSet, ignoreCase: true);
        Assert.Equal(
            JobList.All.Select(job => job.Name).Order(StringComparer.Ordinal),
            page.QuerySelectorAll("table:first-of-type tbody th").Select(cell => cell.TextContent).Order(StringComparer.Ordinal));
        Assert.Contains(page.QuerySelectorAll("tr"), row => row.TextContent.Contains("installments overdue", StringComparison.Ordinal)
            || row.QuerySelector("th")?.TextContent == "overdue");
        Assert.All(page.QuerySelectorAll("table"), table => Assert.NotNull(table.QuerySelector("caption")));
        Assert.Empty(page.QuerySelectorAll("[src], script, style, iframe, object, form"));
        Assert.All(page.QuerySelectorAll("link[href]"), link => Assert.StartsWith("/assets/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll("a"), link => Assert.Equal("/hangfire", link.GetAttribute("href")));

        string style = await site.Client.GetStringAsync("/assets/site.css");
        Assert.Contains("table", style, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_operator_wrote_is_text_and_nothing_else()
    {
        const string hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onload=\"alert(3)";
        await using ServedSite site = await ServedSite.StartAsync();
        site.Book.Execute(
            "insert into debit_switch (name, is_off, reason, actor, changed_at) values ('debits', 1, @hostile, @hostile, '2026-11-21T01:00:00.000Z')",
            new { hostile });

        IHtmlDocument page = await site.PageAsync();

        IElement alert = Assert.Single(page.QuerySelectorAll("[role=alert]"));
        Assert.Contains("debits is off", alert.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, alert.TextContent.Split(hostile).Length - 1);
        Assert.Equal(["STRONG"], alert.Children.Select(child => child.TagName));
        Assert.Empty(page.QuerySelectorAll("script, img, [onload], [onerror]"));
    }

    [Fact]
    public async Task A_doubt_that_has_grown_old_is_an_alert()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        long debt = site.Book.Debt(D);
        DateTimeOffset sentAt = TimeProvider.System.GetUtcNow().AddHours(-2);
        site.Book.Execute(
            """
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id)
            values ('old-order', @debt, 1, 'sandbox', 1, 'CNY', 'ok', 'P', '2026-11-21', @sentAt, 'unknown', 1);
            insert into open_debit (installment_id, order_no, next_ask_at, last_sent_at) values (@debt, 'old-order', @sentAt, @sentAt);
            """,
            new { debt, sentAt });

        IHtmlDocument page = await site.PageAsync();

        Assert.Contains("order old-order on sandbox", Assert.Single(page.QuerySelectorAll("[role=alert]")).TextContent, StringComparison.Ordinal);
        Assert.Equal(["1", "1", "0"], page.QuerySelectorAll("tr")
            .Where(row => row.QuerySelector("th")!.TextContent.Contains("in doubt", StringComparison.Ordinal))
            .Select(row => row.QuerySelector("td")!.TextContent));
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
