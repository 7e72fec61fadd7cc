using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Worker.Tests.Site.Runs;

public sealed class RunPageTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_run_tells_how_it_went_and_where_its_errors_lead_to()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        long run = site.Book.Run("auto-debit", "2026-11-20", "set-aside", "manual", "li.lei", "bank was down");
        site.Book.Tally(run, "debited", 12, 4_047_60);
        long installment = site.Book.Debt(Dates.D, channel: "card");
        string order = site.Book.Doubt(Morning, installmentId: installment);
        site.Book.Error(run, "rejected", $"order {order}", "card says the request is wrong");
        site.Book.Error(run, "rejected", "order gone");
        site.Book.Error(run, "unknown-currency", $"plan {site.Book.Query<string>("select plan_ref from installment_plan").Single()}", "XXX");
        using Browser browser = site.Browser().With("Accept-Language", "en");

        IHtmlDocument page = (await browser.GetAsync($"/runs/{run}")).Page;

        Assert.Equal($"Run {run}", page.QuerySelector("h1")!.TextContent);
        Dictionary<string, string> facts = page.QuerySelectorAll(".facts div").ToDictionary(
            fact => fact.QuerySelector("dt")!.TextContent, fact => fact.QuerySelector("dd")!.TextContent.Trim(), StringComparer.Ordinal);
        Assert.Equal(("an operator: li.lei", "bank was down", "1 min 40 s"), (facts["Triggered by"], facts["Reason"], facts["Took"]));
        Assert.Equal(("1,000 of 1,000", "2 of 2", "10 a second"), (facts["Records"], facts["Slices"], facts["Pace"]));
        Assert.Equal(["debited", "12", "CNY 4,047.60"], page.QuerySelector("tr[data-counter=debited]")!.Children.Select(cell => cell.TextContent.Trim()));
        IElement rejected = page.QuerySelector("[data-code=rejected]")!;
        Assert.Equal("Rejected as invalid: 2", rejected.QuerySelector("caption")!.TextContent);
        Assert.Equal([$"/installments/{installment}"], rejected.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!));
        Assert.StartsWith("/plans/", page.QuerySelector("[data-code=unknown-currency] a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("[data-live]"));
        Assert.Null(page.QuerySelector($"form[action='/runs/{run}/cancel']"));
    }

    [Fact]
    public async Task Many_errors_of_one_reason_are_shown_a_page_at_a_time()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        long run = site.Book.Run("auto-debit", "2026-11-20", "completed");
        for (int number = 0; number < 120; number++)
        {
            site.Book.Error(run, "rejected", $"order {number}");
        }

        using Browser browser = site.Browser();
        IHtmlDocument few = (await browser.GetAsync($"/runs/{run}")).Page;
        IHtmlDocument many = (await browser.GetAsync(few.QuerySelector("[data-code=rejected] p a")!.GetAttribute("href")!)).Page;
        IHtmlDocument rest = (await browser.GetAsync(many.QuerySelector("[data-code=rejected] a[rel=next]")!.GetAttribute("href")!)).Page;

        Assert.Equal([10, 100, 20], new[] { few, many, rest }.Select(page => page.QuerySelectorAll("[data-code=rejected] tbody tr").Length));
        Assert.Contains("order 119", rest.QuerySelector("[data-code=rejected]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_under_way_is_followed_and_cancelled_by_an_operator_with_a_reason()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning, Accounts.Both);
        long run = site.Book.Run("auto-debit", "2026-11-21", "active");
        using Browser viewer = site.Browser();
        using Browser operators = site.Browser().With("Accept-Language", "en");
        await viewer.SignInAsync("han", Accounts.ViewerPassword);
        await operators.SignInAsync("li.lei", Accounts.OperatorPassword);
        string path = $"/runs/{run}";

        IHtmlDocument shown = (await operators.GetAsync(path)).Page;
        Assert.Equal($"/live?run={run}", shown.QuerySelector("[data-live]")!.GetAttribute("data-live"));
        Assert.Equal("400", shown.QuerySelector("progress")!.GetAttribute("value"));
        Assert.Empty((await viewer.GetAsync(path)).Page.QuerySelectorAll("form.action, a[href*=again]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync(path, $"{path}/cancel", ("reason", "because"))).Status);
        Answer unreasoned = await operators.PostAsync(path, $"{path}/cancel", ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreasoned.Status);
        Assert.Contains("Enter a reason", unreasoned.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["active"], site.Book.Query<string>("select state from job_run"));

        Answer cancelled = await operators.PostAsync(path, $"{path}/cancel", ("reason", "wrong <day>"));

        Assert.Equal((HttpStatusCode.Redirect, path), (cancelled.Status, cancelled.Location));
        IHtmlDocument over = (await operators.GetAsync(path)).Page;
        Assert.Contains("! cancelled", over.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("cancelled by li.lei: wrong <day>", over.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"li.lei cancel run {run}", site.Audit());
        Assert.Equal(["done 1", "left 3"], site.Book.Query<string>("select state || ' ' || fence from run_slice order by number"));
        Assert.Equal(HttpStatusCode.Conflict, (await operators.PostAsync("/runs", $"{path}/cancel", ("reason", "again"))).Status);
        Assert.Equal(1, site.Audit().Count(line => line.Contains("cancel", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_not_found()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        using Browser browser = site.Browser();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/runs/77")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/", "/runs/77/cancel", ("reason", "x"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/runs/x")).Status);
    }

    [Fact]
    public async Task Whatever_is_recorded_of_a_run_is_text_and_nothing_else()
    {
        const string hostile = "<script>alert(1)</script>\" onload=\"alert(2)";
        await using ServedSite site = await ServedSite.StartAtAsync(Morning);
        long run = site.Book.Run("auto-debit", "2026-11-21", "active", "manual", hostile, hostile);
        site.Book.Error(run, hostile, hostile, hostile);
        site.Book.Tally(run, hostile, 1);
        using Browser browser = site.Browser();

        foreach (string path in new[] { $"/runs/{run}", "/runs", $"/runs/{run}?code={Uri.EscapeDataString(hostile)}" })
        {
            IHtmlDocument page = (await browser.GetAsync(path)).Page;
            Assert.Contains(hostile, page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("body script, [onload]"));
        }
    }
}
