using System.Net;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Site.Operations;

public sealed class OperationAccessTests
{
    [Fact]
    public async Task A_viewer_sees_every_page_without_its_levers_and_is_refused_each_of_them()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning, Accounts.Both);
        long installment = site.Book.Debt(D.AddDays(-10), principal: 1_000_00, interest: 0);
        site.Book.Payment(installment, 1_00, D.AddDays(-9));
        long message = InsertMessage(site, installment);
        string[] before = [.. site.Book.Dump().Where(IsOfTheBook)];
        using Browser viewer = site.Browser();
        using Browser operators = site.Browser();
        await viewer.SignInAsync("han", Accounts.ViewerPassword);
        await operators.SignInAsync("li.lei", Accounts.OperatorPassword);

        foreach ((string page, string[] levers) in new[]
        {
            ("/customers/1", new[] { "hold", "release", "suspend-method", "reactivate-method" }),
            ("/plans/1", ["hold", "release"]),
            ($"/installments/{installment}", ["waive", "payment", "reverse", "withdraw"]),
            ($"/messages/{message}", ["send-again"]),
        })
        {
            Assert.NotEmpty((await operators.GetAsync(page)).Page.QuerySelectorAll("form.action"));
            Answer seen = await viewer.GetAsync(page);
            Assert.Equal(HttpStatusCode.OK, seen.Status);
            Assert.Empty(seen.Page.QuerySelectorAll("form.action"));
            foreach (string path in levers.SelectMany(lever => new[] { $"{page}/{lever}", $"{page}/{lever}/preview" }))
            {
                Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync(page, path, ("reason", "because"), ("amount", "1"))).Status);
                Assert.Equal(HttpStatusCode.MethodNotAllowed, (await operators.GetAsync(path)).Status);
                Assert.Equal(HttpStatusCode.BadRequest, (await operators.SendFormAsync(path, ("reason", "because"))).Status);
            }
        }

        Assert.Equal(before, site.Book.Dump().Where(IsOfTheBook));
    }

    /// <summary>Whether a row is no trace of the visit itself.</summary>
    private static bool IsOfTheBook(string row) =>
        !row.StartsWith("audit_entry", StringComparison.Ordinal) && !row.StartsWith("operator_session", StringComparison.Ordinal);

    [Fact]
    public async Task What_is_not_there_has_no_page_and_no_lever()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        using Browser browser = site.Browser();

        foreach (string path in new[] { "/customers/9", "/plans/9", "/installments/9", "/messages/9", "/plans/9/statement", "/customers/9/repayments.csv", "/runs/9/rows.csv", "/overdue/m5.csv" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path)).Status);
        }

        foreach (string path in new[] { "/customers/9/hold", "/plans/9/release", "/installments/9/waive", "/installments/9/reverse/preview", "/customers/9/suspend-method" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/", path, ("reason", "because"))).Status);
        }
    }

    [Fact]
    public async Task Every_page_of_an_account_runs_nothing_inline_and_loads_nothing_from_elsewhere()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        long installment = site.Book.Debt(D.AddDays(-10));
        long message = InsertMessage(site, installment);
        using Browser chinese = site.Browser().With("Accept-Language", "zh-CN");

        foreach (string path in new[] { "/customers?q=C", "/customers/1", "/plans/1", $"/installments/{installment}", $"/messages/{message}", "/plans/1/statement", "/customers/1/statement" })
        {
            Answer answer = await chinese.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, "zh-CN"), (answer.Status, answer.Page.DocumentElement.GetAttribute("lang")));
            Assert.Empty(answer.Page.QuerySelectorAll("style, [style], iframe, object, embed, base, main script"));
            Assert.DoesNotContain(answer.Page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
            Assert.All(answer.Page.QuerySelectorAll("main a[href]"), link => Assert.Matches("^(/(?!/)|#)", link.GetAttribute("href")!));
            Assert.All(answer.Page.QuerySelectorAll("th"), cell => Assert.Contains(cell.GetAttribute("scope"), new[] { "row", "col" }));
            Assert.All(answer.Page.QuerySelectorAll("main input:not([type=hidden])"), field => Assert.NotNull(answer.Page.QuerySelector($"label[for='{field.Id}']")));
            string[] ids = [.. answer.Page.QuerySelectorAll("[id]").Select(element => element.Id!)];
            Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        }
    }

    private static long InsertMessage(ServedSite site, long installment)
    {
        site.Book.Execute(
            """
            insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, finished_at)
            values ('receipt:1:x', 'receipt', 1, 1, @installment, 0, '2026-11-20',
                    '{"planReference":"P3","number":1,"count":1,"currency":"CNY","amount":33730,"dueOn":"2026-11-20","businessDate":"2026-11-20","channel":"sandbox"}',
                    '2026-11-20T01:00:00.000Z', 'sent', '2026-11-20T01:00:00.000Z')
            """,
            new { installment });
        return site.Book.Messages()[^1].MessageId;
    }
}
