using System.Net;
using AngleSharp.Html.Dom;
using Worker.Tests.Site.Operations;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Site.Downloads;

public sealed class DownloadTests
{
    [Fact]
    public async Task Repayments_tell_what_each_paid_and_what_was_taken_back()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        Customer customer = site.Book.Customer();
        Plan first = site.Book.Plan(customer);
        long installment = site.Book.Installment(first, D.AddDays(-1), principal: 100_00, interest: 5_00);
        long back = site.Book.Payment(installment, 20_00, D.AddDays(-1));
        long reversal = site.Book.Reversal(back);
        long paid = site.Book.Payment(installment, 110_00, D);
        Plan second = site.Book.Plan(customer, currency: "JPY");
        long yen = site.Book.Payment(site.Book.Installment(second, D, principal: 500, interest: 0), 500, D);
        site.Book.Execute("update customer set customer_ref = '=cmd|x'");
        using Browser browser = site.Browser();

        Answer ofCustomer = await browser.GetAsync($"/customers/{customer.CustomerId}/repayments.csv");
        Answer ofPlan = await browser.GetAsync($"/plans/{first.PlanId}/repayments.csv");

        string[][] rows = Rows(ofCustomer);
        Assert.Equal(["plan_ref", "number", "entry", "kind", "effective_on", "entered_at", "amount", "currency", "late_fees", "interest", "principal", "not_owed", "taken_back_by", "takes_back"], rows[0][..14]);
        Assert.Equal(
            [
                [first.Reference, "1", $"{back}", "payment", "2026-11-20", "2026-01-01T00:00:00Z", "20.00", "CNY", "0.00", "0.00", "0.00", "0.00", $"{reversal}", ""],
                [first.Reference, "1", $"{reversal}", "reversal", "2026-11-20", "2026-01-01T00:00:00Z", "20.00", "CNY", "0.00", "0.00", "0.00", "0.00", "", $"{back}"],
                [first.Reference, "1", $"{paid}", "payment", "2026-11-21", "2026-01-01T00:00:00Z", "110.00", "CNY", "0.00", "5.00", "100.00", "5.00", "", ""],
                [second.Reference, "1", $"{yen}", "payment", "2026-11-21", "2026-01-01T00:00:00Z", "500", "JPY", "0", "0", "500", "0", "", ""],
            ],
            rows[1..].Select(row => row[..14]));
        Assert.Equal(rows[..4], Rows(ofPlan));
        Assert.StartsWith("attachment; filename=", ofPlan.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("text/csv; charset=utf-8", ofPlan.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("\uFF1D1+1")]
    [InlineData("\uFF0B1")]
    [InlineData("\uFF0D1")]
    [InlineData("\uFF20sum(1)")]
    public async Task No_text_is_a_formula_to_a_spreadsheet_in_whatever_width_its_sign_is(string text)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        Plan plan = site.Book.Plan(site.Book.Customer());
        site.Book.Payment(site.Book.Installment(plan, D, principal: 100_00, interest: 5_00), 20_00, D);
        site.Book.Execute("update installment_plan set plan_ref = @text", new { text });
        using Browser browser = site.Browser();

        Answer answer = await browser.GetAsync($"/plans/{plan.PlanId}/repayments.csv");

        Assert.Equal($"'{text}", Rows(answer)[1][0].Trim('"'));
    }

    [Fact]
    public async Task A_statement_has_the_schedule_and_what_was_repaid()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        Customer customer = site.Book.Customer(name: "<i>Li Lei</i>");
        Plan plan = site.Book.Plan(customer);
        site.Book.Payment(site.Book.Installment(plan, D, principal: 100_00, interest: 5_00), 110_00, D);

        foreach (string path in new[] { $"/plans/{plan.PlanId}/statement", $"/customers/{customer.CustomerId}/statement" })
        {
            IHtmlDocument page = (await site.Browser().GetAsync(path)).Page;

            Assert.Contains("<i>Li Lei</i>", page.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(
                ["CNY 110.00", "CNY 0.00", "CNY 5.00", "CNY 100.00", "CNY 5.00"],
                page.QuerySelectorAll("table").Last().QuerySelectorAll(".amount").Select(amount => amount.TextContent));
            Assert.Single(page.QuerySelectorAll("tr[data-installment]"));
        }
    }

    [Fact]
    public async Task A_statement_tells_nothing_of_our_own_affairs()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        Customer customer = site.Book.Customer();
        Plan plan = site.Book.Plan(customer);
        site.Book.Payment(site.Book.Installment(plan, D, principal: 100_00, interest: 5_00), 110_00, D);
        site.Book.Switch("debits", isOff: true);
        string key = site.Book.Query<string>("select entry_key from ledger_entry").Single();
        Assert.NotNull((await site.Browser().GetAsync("/")).Page.QuerySelector(".off"));

        foreach (string path in new[] { $"/plans/{plan.PlanId}/statement", $"/customers/{customer.CustomerId}/statement" })
        {
            Answer answer = await site.Browser().GetAsync(path);

            Assert.Null(answer.Page.QuerySelector(".off"));
            Assert.DoesNotContain(key, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_overdue_installment_is_in_the_file_of_its_bucket_and_in_no_other()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        int[] ages = [1, 30, 31, 60, 61, 90, 91, 500];
        foreach (int age in ages)
        {
            long installment = site.Book.Debt(D.AddDays(-age), principal: 100_00, interest: 5_00);
            site.Book.Payment(installment, 50_00, D.AddDays(-age));
        }

        site.Book.Execute("update installment set status = 'overdue', overdue_since = rolled_due_on");
        site.Book.Debt(D.AddDays(-5));
        using Browser browser = site.Browser();

        foreach ((string bucket, string[] expected) in new[]
        {
            ("m1", new[] { "30", "1" }), ("m2", ["60", "31"]), ("m3", ["90", "61"]), ("m4", ["500", "91"]),
        })
        {
            string[][] rows = Rows(await browser.GetAsync($"/overdue/{bucket}.csv"));
            Assert.Equal(expected, rows[1..].Select(row => row[4]));
            Assert.All(rows[1..], row => Assert.Equal(["CNY", "100.00", "5.00", "0.00", "55.00"], row[6..]));
        }

        Assert.Equal(
            ["/overdue/m1.csv", "/overdue/m2.csv", "/overdue/m3.csv", "/overdue/m4.csv"],
            (await browser.GetAsync("/downloads")).Page.QuerySelectorAll("main a[href$='.csv']").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task An_overdue_list_of_many_pages_has_every_installment_once()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        site.Book.Debt(D.AddDays(-3), principal: 100_00, interest: 0);
        site.Book.Execute(
            """
            with recursive number (value) as (select 2 union all select value + 1 from number where value < 1203)
            insert into installment (plan_id, number, due_on, rolled_due_on, principal, interest, status)
            select 1, value, due_on, date(rolled_due_on, '-' || (value % 3) || ' days'), 100, 0, 'scheduled' from installment, number
            """);
        site.Book.Execute("update installment set status = 'overdue'");

        string[][] rows = Rows(await site.Browser().GetAsync("/overdue/m1.csv"));

        Assert.Equal(Enumerable.Range(1, 1203).Select(number => $"{number}").Order(StringComparer.Ordinal), rows[1..].Select(row => row[2]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_run_tells_its_attempts_and_its_errors()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        long installment = site.Book.Debt(D);
        site.Book.Execute(
            """
            insert into job_run (run_id, job, business_date, occasion, trigger_kind, actor, state, started_at, ledger_mark)
            values (7, 'auto-debit', '2026-11-21', 'x', 'manual', 'x', 'completed', '2026-11-21T01:00:00.000Z', 0)
            """);
        site.Book.Execute("insert into run_error (run_id, code, subject, detail, recorded_at) values (7, 'unknown-currency', '=plan', 'told li.lei@customers.example.com', '2026-11-21T01:00:00.000Z')");
        foreach (long run in new[] { 7, 8 })
        {
            site.Book.Execute(
                """
                insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id)
                values (@order, @installment, 1, 'sandbox', 33730, 'CNY', 'ok', 'P-1', '2026-11-21', '2026-11-21T01:00:00.000Z', 'succeeded', @run)
                """,
                new { installment, run, order = $"0190{run}" });
        }

        Answer answer = await site.Browser().GetAsync("/runs/7/rows.csv");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            [
                "kind,subject,state,description,channel,amount,currency,at,settled_at,reference,decline_code,detail",
                "attempt,01907,succeeded,P-1,sandbox,337.30,CNY,2026-11-21T01:00:00Z,,,,",
                "error,\"'=plan\",unknown-currency,,,,,2026-11-21T01:00:00Z,,,,told l••••@••••.com",
            ],
            answer.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    private static string[][] Rows(Answer answer) =>
        [.. answer.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
}
