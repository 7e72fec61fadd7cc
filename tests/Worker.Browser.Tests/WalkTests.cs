using System.Globalization;
using Microsoft.Playwright;

namespace Worker.Browser.Tests;

/// <summary>What operators do in a day, by what they see.</summary>
public sealed class WalkTests(DemoSite site)
{
    [BrowserFact]
    public async Task The_month_is_shown_as_a_chart_with_its_table()
    {
        IPage page = await site.OpenAsync();

        Assert.True(await page.Locator("svg").First.IsVisibleAsync());
        ILocator table = page.Locator("#month ~ details table, section[aria-labelledby=month] details table").First;
        Assert.False(await table.IsVisibleAsync());
        await page.Locator("section[aria-labelledby=month] details summary").First.ClickAsync();
        Assert.True(await table.IsVisibleAsync());
        Assert.Contains("CNY", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [BrowserFact]
    public async Task A_run_with_errors_tells_them_by_reason_with_a_way_to_the_installment()
    {
        long run = site.NoteError();
        IPage page = await site.OpenAsync();

        await page.GotoAsync($"/runs/{run.ToString(CultureInfo.InvariantCulture)}");
        ILocator errors = page.Locator("section[aria-labelledby=errors]");
        Assert.True(await errors.Locator("tbody tr").CountAsync() > 0);
        await errors.Locator("a[href^='/installments/']").First.ClickAsync();

        Assert.Matches("/installments/[0-9]+", page.Url);
        Assert.True(await page.Locator("h1").IsVisibleAsync());
        await page.Context.CloseAsync();
    }

    [BrowserFact]
    public async Task Auto_debit_is_looked_at_first_and_run_again_with_a_reason()
    {
        IPage page = await site.OpenAsync();
        await page.GotoAsync("/runs?job=auto-debit&empty=true");
        await page.Locator("main table a[href^='/runs/']").First.ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Run again…" }).ClickAsync();
        Assert.True(await page.GetByText("Left out").Or(page.GetByText("skip", new() { Exact = false })).First.IsVisibleAsync());
        await page.FillAsync("main form[method=post] input[name=reason]", "the channel was down");
        await page.Locator("main form[method=post] button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/runs/**");
        await page.Locator("main").GetByText("the channel was down").First.WaitForAsync();

        Assert.Contains(DemoSite.OperatorName, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, site.Number("select count(*) from job_run where job = 'auto-debit' and trigger_kind = 'manual' and reason = 'the channel was down'"));
        await page.Context.CloseAsync();
    }

    [BrowserFact]
    public async Task A_late_fee_is_waived_and_stands_in_the_ledger()
    {
        long installment = site.Number(
            """
            select fee.installment_id from ledger_entry as fee join installment on installment.installment_id = fee.installment_id
            where fee.kind = 'late_fee' and installment.status = 'overdue' group by fee.installment_id having sum(fee.amount) > 100 limit 1
            """);
        IPage page = await site.OpenAsync();
        await page.GotoAsync($"/installments/{installment.ToString(CultureInfo.InvariantCulture)}");

        await page.FillAsync("#waive-amount", "0.10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Waive late fees…" }).ClickAsync();
        await ConfirmAsync(page, "goodwill of the shop");

        Assert.Contains("The waiver is in the ledger.", await page.Locator("[role=status]").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("goodwill of the shop", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(10, site.Number("select amount from ledger_entry where kind = 'waiver' and reason = 'goodwill of the shop'"));
        await page.Context.CloseAsync();
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_customer_is_put_on_hold_and_released_with_scripts_or_without(bool hasScripts)
    {
        IPage page = await site.OpenAsync(options: new BrowserNewContextOptions { JavaScriptEnabled = hasScripts });
        string customer = hasScripts ? "/customers/2" : "/customers/3";
        await page.GotoAsync(customer);

        await page.GetByRole(AriaRole.Button, new() { Name = "Put on hold…" }).ClickAsync();
        await ConfirmAsync(page, "a dispute");
        Assert.Contains("Put on hold.", await page.Locator("[role=status]").First.InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Release from hold…" }).ClickAsync();
        await ConfirmAsync(page, "settled");
        Assert.Contains("Released.", await page.Locator("[role=status]").First.InnerTextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [BrowserFact]
    public async Task A_debit_in_doubt_is_asked_about_at_once()
    {
        string order = site.PutInDoubt();
        IPage page = await site.OpenAsync();
        await page.GotoAsync("/in-doubt");

        await page.GetByRole(AriaRole.Link, new() { Name = $"Query now: {order}" }).ClickAsync();
        await ConfirmAsync(page, "the customer is on the phone");

        Assert.Contains(order, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(site.Number($"select count(*) from audit_entry where reason = 'the customer is on the phone'") > 0);
        await page.Context.CloseAsync();
    }

    [BrowserFact]
    public async Task Repayments_are_downloaded_and_the_statement_can_be_printed()
    {
        long customer = site.Number(
            "select plan.customer_id from ledger_entry as entry join installment_plan as plan on plan.plan_id = entry.plan_id where entry.kind = 'payment' limit 1");
        IPage page = await site.OpenAsync();
        await page.GotoAsync($"/customers/{customer.ToString(CultureInfo.InvariantCulture)}");

        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[href$='/repayments.csv']").First.ClickAsync());
        string[] lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.True(lines.Length > 1, string.Join('\n', lines));

        await page.Locator("a[href$='/statement']").First.ClickAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.False(await page.Locator("nav").First.IsVisibleAsync());
        Assert.True(await page.Locator("main table").First.IsVisibleAsync());
        await page.Context.CloseAsync();
    }

    [BrowserFact]
    public async Task Who_may_only_see_finds_no_lever_and_is_refused_where_one_would_be()
    {
        IPage page = await site.OpenAsync(DemoSite.ViewerName);
        var levers = new List<string>();
        foreach (string path in new[] { "/", "/runs", "/runs/1", "/customers/2", "/plans/2", "/installments/1", "/in-doubt", "/switches", "/calendar", "/downloads" })
        {
            IResponse? response = await page.GotoAsync(path);
            Assert.True(response!.Ok, $"{path}: {response.Status}");
            levers.AddRange((await page.Locator("main form[method=post]").AllAsync()).Select(_ => path));
        }

        Assert.Empty(levers);
        foreach (string path in new[] { "/customers/2/hold", "/installments/1/waive", "/runs/1/cancel", "/switches/off" })
        {
            IAPIResponse answer = await page.APIRequest.PostAsync(path, new APIRequestContextOptions { MaxRedirects = 0 });
            Assert.Contains(answer.Status, new[] { 400, 403, 404 });
        }

        await page.Context.CloseAsync();
    }

    private static async Task ConfirmAsync(IPage page, string reason)
    {
        await page.FillAsync("main form[method=post] input[name=reason]", reason);
        await page.Locator("main form[method=post] button[type=submit]").First.ClickAsync();
    }
}
