using System.Net;
using AngleSharp.Html.Dom;
using Worker.Tests.Site.Operations;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Site.Customers;

public sealed class CustomerPageTests
{
    private const string Hostile = "<script>alert(1)</script>\" onload=\"alert(2)";

    [Fact]
    public async Task Whatever_reference_is_at_hand_leads_to_the_account()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        Customer customer = site.Book.Customer();
        long method = site.Book.Method(customer, "a-token-of-some-length");
        Plan plan = site.Book.Plan(customer);
        long installment = site.Book.Installment(plan, D);
        site.Book.Payment(installment, 1_00, D);
        site.Book.Execute(
            """
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, run_id)
            values ('0190aaaa', @installment, @method, 'sandbox', 100, 'CNY', 'a-token-of-some-length', 'x', '2026-11-21', '2026-11-21T01:00:00.000Z', 'succeeded', 1)
            """,
            new { installment, method });
        using Browser browser = site.Browser();

        foreach ((string text, string kind, string path) in new[]
        {
            (customer.Reference, "customer", $"/customers/{customer.CustomerId}"),
            ("C", "customer", $"/customers/{customer.CustomerId}"),
            ("M", "payment method", $"/customers/{customer.CustomerId}"),
            (plan.Reference, "plan", $"/plans/{plan.PlanId}"),
            ($"{plan.Reference}-1", "installment", $"/installments/{installment}"),
            (site.Book.Payments()[0].EntryKey["import:".Length..], "payment", $"/installments/{installment}"),
            ("0190", "order number", $"/installments/{installment}"),
        })
        {
            IHtmlDocument page = (await browser.GetAsync($"/customers?q={text}")).Page;
            string[][] rows = [.. page.QuerySelectorAll("tbody tr").Select(row => new[] { row.Children[1].TextContent, row.QuerySelector("a")!.GetAttribute("href")! })];
            Assert.Contains(rows, row => row[0] == kind && row[1] == path);
            Assert.All(page.QuerySelectorAll("tbody tr"), row => Assert.Equal(customer.Reference, row.Children[2].TextContent));
        }

        Assert.Empty((await browser.GetAsync("/customers?q=nobody")).Page.QuerySelectorAll("tbody tr"));
        Assert.Empty((await browser.GetAsync($"/customers?q={new string('x', 400)}")).Page.QuerySelectorAll("table"));
        Assert.Empty((await browser.GetAsync($"/customers?q={Uri.EscapeDataString("' or 1=1 --%")}")).Page.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task The_page_tells_what_is_owed_and_shows_no_address_or_token_whole()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        Customer customer = site.Book.Customer("wang.wei@customers.example.com", Hostile);
        site.Book.Method(customer, "tok_4242424242424242");
        Plan plan = site.Book.Plan(customer);
        site.Book.Installment(plan, D.AddDays(-1), principal: 100_00, interest: 5_00);
        site.Book.Installment(plan, D.AddDays(30), principal: 100_00, interest: 5_00);
        site.Book.Execute("update customer set bad_address_reason = '550 <wang.wei@customers.example.com> is unknown'");

        Answer answer = await site.Browser().GetAsync($"/customers/{customer.CustomerId}");

        Assert.DoesNotContain("wang.wei", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("tok_4242", answer.Text, StringComparison.Ordinal);
        Assert.Contains("w••••@••••.com", answer.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("••••4242", answer.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Hostile, answer.Page.QuerySelector(".facts dd")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(answer.Page.QuerySelectorAll("main script, [onload]"));
        Assert.Equal(
            ["CNY 105.00", "CNY 0.00", "CNY 105.00", "CNY 0.00"],
            answer.Page.QuerySelectorAll("section[aria-labelledby=plans] .amount").Select(amount => amount.TextContent));
    }

    [Fact]
    public async Task A_hold_is_placed_and_released_with_a_reason_that_stands_in_the_audit_log()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        Customer customer = site.Book.Customer();
        site.Book.Plan(customer);
        string page = $"/customers/{customer.CustomerId}";
        using Browser browser = site.Browser();

        Answer preview = await browser.PreviewAsync(page, "hold", ("until", "2026-11-30"));
        Assert.Contains("30 November 2026", preview.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Holds(site));
        Answer without = await browser.ConfirmAsync(preview.Page, " ");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 0), (without.Status, Holds(site)));
        Assert.StartsWith("Enter a reason", without.Alert(), StringComparison.Ordinal);

        Answer done = await browser.ConfirmAsync(without.Page, Hostile);
        Assert.Equal((HttpStatusCode.Redirect, $"{page}?done=hold"), (done.Status, done.Location));
        Assert.Equal(["2026-11-30"], site.Book.Query<string>("select until_date from account_hold where released_at is null"));
        Answer again = await browser.ConfirmAsync(without.Page, "twice");
        Assert.Equal(($"{page}?done=already", 1), (again.Location, Holds(site)));

        IHtmlDocument shown = (await browser.GetAsync(done.Location)).Page;
        Assert.Equal("Put on hold.", shown.QuerySelector("[role=status]")!.TextContent);
        Assert.Contains(Hostile, shown.QuerySelector("section[aria-labelledby=holds]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Hostile, shown.QuerySelector("section[aria-labelledby=audit]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(shown.QuerySelectorAll("main script, [onload]"));

        Assert.Equal($"{page}?done=release", (await browser.ApplyAsync(page, "release", "settled")).Location);
        Assert.Empty(site.Book.Query<string>("select until_date from account_hold where released_at is null"));
        Assert.Equal(["hold", "release"], site.Book.Query<string>("select action from audit_entry order by audit_id"));
        Answer over = await browser.PreviewAsync(page, "hold", ("until", "2026-11-1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, over.Status);
    }

    [Fact]
    public async Task A_method_is_suspended_and_made_active_again_and_a_revoked_one_stays_so()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        Customer customer = site.Book.Customer();
        long active = site.Book.Method(customer);
        long revoked = site.Book.Method(customer, status: "revoked");
        Customer other = site.Book.Customer();
        site.Book.Method(other);
        string[] references = [.. site.Book.Query<string>("select method_ref from payment_method order by payment_method_id")];
        string page = $"/customers/{customer.CustomerId}";
        using Browser browser = site.Browser();

        Assert.Equal($"{page}?done=suspend-method", (await browser.ApplyAsync(page, "suspend-method", "lost card", ("method", references[0]))).Location);
        Assert.Equal(("suspended", "revoked"), (site.Book.MethodStatus(active), site.Book.MethodStatus(revoked)));
        Assert.Contains("lost card", (await browser.GetAsync(page)).Page.QuerySelector("section[aria-labelledby=methods]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{page}?done=reactivate-method", (await browser.ApplyAsync(page, "reactivate-method", "found", ("method", references[0]))).Location);
        Assert.Equal("active", site.Book.MethodStatus(active));

        Answer refused = await browser.ApplyAsync(page, "reactivate-method", "please", ("method", references[1]));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "The method was revoked: the customer has to bind it again."), (refused.Status, refused.Alert()));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PreviewAsync(page, "suspend-method", ("method", references[2]))).Status);
        Assert.Equal(
            [$"suspend method {references[0]} active to suspended", $"reactivate method {references[0]} suspended to active"],
            site.Book.Query<string>("select action || ' ' || subject || ' ' || detail from audit_entry order by audit_id"));
    }

    private static int Holds(ServedSite site) => site.Book.Query<int>("select count(*) from account_hold").Single();
}
