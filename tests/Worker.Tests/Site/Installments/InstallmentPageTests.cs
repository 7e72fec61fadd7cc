using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Worker.Channels.Sandbox;
using Worker.Servicing.Jobs;
using Worker.Tests.Site.Operations;
using Worker.Tests.Site.Runs;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Site.Installments;

/// <summary>An installment of 1000.00 due ten days ago: by the close of yesterday it owes 9 days of 0.50, of which 4.00 are posted.</summary>
public sealed class InstallmentPageTests
{
    [Fact]
    public async Task The_ledger_runs_to_what_is_owed_and_the_fee_is_told_day_by_day()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        long installment = Late(site);
        site.Book.Payment(installment, 100_00, D.AddDays(-7));
        site.Book.Reversal(site.Book.Payment(installment, 50_00, D.AddDays(-6)));
        using Browser browser = site.Browser();

        IHtmlDocument page = (await browser.GetAsync($"/installments/{installment}")).Page;

        string[][] ledger = [.. page.QuerySelectorAll("tr[data-entry]").Select(row => row.QuerySelectorAll(".amount").Select(amount => amount.TextContent).ToArray())];
        Assert.Equal(
            [
                ["CNY 4.00", "CNY 4.00", "CNY 1,004.00"],
                ["CNY 100.00", "-CNY 100.00", "CNY 904.00"],
                ["CNY 50.00", "CNY 0.00", "CNY 904.00"],
                ["CNY 50.00", "CNY 0.00", "CNY 904.00"],
            ],
            ledger);
        Assert.Equal("CNY 904.00", page.QuerySelector("tr[data-installment]")!.QuerySelectorAll(".amount").Last().TextContent);

        // Until the payment on the last day of grace 0.50 a day, from then on 0.45: the base is 1000.00, then 900.00.
        string[][] days = [.. page.QuerySelectorAll("tr[data-day]").Select(row => new[] { row.GetAttribute("data-day")!, row.Children[1].TextContent, row.Children[2].TextContent, row.Children[3].TextContent, row.Children[5].TextContent })];
        Assert.Equal(["2026-11-12", "CNY 1,000.00", "0.500000", "0.500000", "0.000000"], days[0]);
        Assert.Equal(["2026-11-14", "CNY 900.00", "0.450000", "1.450000", "1.450000"], days[2]);
        Assert.Equal(["2026-11-20", "CNY 900.00", "0.450000", "4.150000", "4.150000"], days[^1]);
        Assert.Equal(9, days.Length);
        Assert.Equal(
            ["4.150000", "CNY 4.15", "CNY 4.00", "CNY 0.15"],
            new[] { "exact", "rounded", "posted", "difference" }.Select(name => page.QuerySelector($"[data-fee={name}]")!.TextContent));
    }

    [Fact]
    public async Task A_waiver_is_shown_entered_once_however_often_the_button_is_pressed_and_taken_back()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        long installment = Late(site);
        string page = $"/installments/{installment}";
        using Browser browser = site.Browser();

        Answer preview = await browser.PreviewAsync(page, "waive", ("amount", "2.5"));
        Assert.Equal("Waive CNY 2.50", preview.Page.QuerySelector("form.action button")!.TextContent);
        Answer[] pressed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => browser.ConfirmAsync(preview.Page, "goodwill")));

        Assert.Equal(
            [$"{page}?done=already", $"{page}?done=already", $"{page}?done=already", $"{page}?done=waive"],
            pressed.Select(answer => answer.Location).Order(StringComparer.Ordinal));
        EntryRow waiver = site.Book.Entries().Single(entry => entry.Kind == "waiver");
        Assert.Equal((2_50, D), (waiver.Amount, waiver.EffectiveOn));
        Answer refused = await browser.PreviewAsync(page, "waive", ("amount", "3"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "This is more than is owed."), (refused.Status, refused.Alert()));

        Assert.Equal($"{page}?done=reverse", (await browser.ApplyAsync(page, "reverse", "wrong customer", ("entry", $"{waiver.EntryId}"))).Location);
        Assert.Equal([$"reversal:{waiver.EntryId}"], site.Book.Entries().Where(entry => entry.Kind == "reversal").Select(entry => entry.EntryKey));
        Assert.Equal(["waive goodwill", "reverse wrong customer"], site.Book.Query<string>("select action || ' ' || reason from audit_entry order by audit_id"));
        Assert.Equal("Waive CNY 4.50", (await browser.PreviewAsync(page, "waive", ("amount", "all"))).Page.QuerySelector("form.action button")!.TextContent);
    }

    [Fact]
    public async Task A_payment_is_shown_with_where_it_goes_recorded_once_and_taken_back()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        long installment = Late(site);
        string page = $"/installments/{installment}";
        using Browser browser = site.Browser();
        (string, string)[] fields = [("amount", "1004.50"), ("paid-on", "2026-11-21"), ("reference", "BANK-1"), ("source", "bank-transfer")];

        Answer preview = await browser.PreviewAsync(page, "payment", fields);
        string[] amounts = [.. preview.Page.QuerySelectorAll(".facts dd").Select(fact => fact.TextContent)];
        Assert.Contains("CNY 4.50", amounts);
        Assert.Contains("CNY 1,000.00", amounts);
        Answer[] pressed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.ConfirmAsync(preview.Page, "told on the phone")));

        Assert.Single(pressed, answer => answer.Location == $"{page}?done=payment");
        EntryRow payment = Assert.Single(site.Book.Payments());
        Assert.Equal(("import:BANK-1", 1_004_50, D), (payment.EntryKey, payment.Amount, payment.EffectiveOn));
        Assert.Equal(["bank-transfer"], site.Book.Query<string>("select reason from ledger_entry where kind = 'payment'"));
        Assert.Equal("paid", site.Book.Status(installment));
        Answer taken = await browser.ApplyAsync(page, "payment", "another", [.. fields[1..], ("amount", "1")]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Another payment has this reference."), (taken.Status, taken.Alert()));

        Assert.Equal($"{page}?done=reverse", (await browser.ApplyAsync(page, "reverse", "bounced", ("entry", $"{payment.EntryId}"))).Location);
        Assert.Equal("overdue", site.Book.Status(installment));
        Assert.Equal(["record-payment told on the phone", "reverse bounced"], site.Book.Query<string>("select action || ' ' || reason from audit_entry order by audit_id"));
    }

    [Fact]
    public async Task More_than_the_plan_owes_is_recorded_only_with_the_credit_that_was_shown()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        long installment = Late(site);
        string page = $"/installments/{installment}";
        using Browser browser = site.Browser();
        (string, string)[] fields = [("amount", "1100"), ("paid-on", "2026-11-21"), ("reference", "BANK-2"), ("source", "bank-transfer")];

        Answer refused = await browser.PostAsync(page, $"{page}/payment", [.. fields, ("reason", "unseen"), ("credit", "9549")]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "This is more than is owed."), (refused.Status, refused.Alert()));
        Assert.Empty(site.Book.Payments());
        Assert.Equal("Record CNY 1,100.00, CNY 95.50 of it as plan credit", refused.Page.QuerySelector("form.action button")!.TextContent);
        Assert.Equal($"{page}?done=payment", (await browser.ConfirmAsync(refused.Page, "seen")).Location);
        Assert.Single(site.Book.Payments());
    }

    [Theory]
    [InlineData("amount", "0", "This is not an amount above 0 with the decimals of the currency.")]
    [InlineData("amount", "1.005", "This is not an amount above 0 with the decimals of the currency.")]
    [InlineData("amount", "99999999999999999999", "This is not an amount above 0 with the decimals of the currency.")]
    [InlineData("paid-on", "2026-11-22", "This day is in the past, or has not come yet.")]
    [InlineData("paid-on", "", "This day is in the past, or has not come yet.")]
    [InlineData("reference", "", "A text is missing, too long, or has a line break.")]
    [InlineData("source", "a\tb", "A text is missing, too long, or has a line break.")]
    public async Task What_is_no_payment_is_refused_and_changes_nothing(string field, string value, string said)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        string page = $"/installments/{Late(site)}";
        using Browser browser = site.Browser();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["amount"] = "1",
            ["paid-on"] = "2026-11-21",
            ["reference"] = "R",
            ["source"] = "s",
            ["reason"] = "because",
            [field] = value,
        };

        foreach (string path in new[] { $"{page}/payment/preview", $"{page}/payment" })
        {
            Answer refused = await browser.PostAsync(page, path, [.. fields.Select(one => (one.Key, one.Value))]);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, said), (refused.Status, refused.Alert()));
        }

        Assert.Empty(site.Book.Payments());
    }

    [Fact]
    public async Task What_a_later_payment_was_counted_on_and_what_was_debited_is_not_taken_back()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        long installment = Late(site);
        long first = site.Book.Payment(installment, 10_00, D.AddDays(-5));
        site.Book.Payment(installment, 10_00, D.AddDays(-4));
        site.Book.Execute(
            """
            insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, order_no, actor)
            select 'debit:X', plan_id, installment_id, 'payment', 100, 'CNY', '2026-11-20', '2026-11-20T01:00:00.000Z', 'X', 'auto-debit' from installment
            """);
        string page = $"/installments/{installment}";
        using Browser browser = site.Browser();

        Answer dependedOn = await browser.PreviewAsync(page, "reverse", ("entry", $"{first}"));
        Answer debited = await browser.PreviewAsync(page, "reverse", ("entry", $"{site.Book.Payments()[^1].EntryId}"));

        Assert.Equal("A later payment or waiver depends on it: reverse that one first.", dependedOn.Alert());
        Assert.Equal("Only a payment that was not debited, or a waiver, can be reversed.", debited.Alert());
        Assert.Empty((await browser.GetAsync(page)).Page.QuerySelectorAll("form[action$='/reverse/preview']"));
    }

    [Fact]
    public async Task Attempts_tell_every_answer_and_no_token()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        long installment = Late(site);
        site.Book.Execute(
            """
            insert into debit_attempt (order_no, installment_id, payment_method_id, channel, amount, currency, token, description, business_date, sent_at, state, decline_code, decline_category, detail, settled_at, run_id)
            values ('0190aaaa', @installment, 1, 'sandbox', 100, 'CNY', 'tok_4242424242424242', 'x', '2026-11-20', '2026-11-20T01:00:00.000Z', 'declined', 'insufficient_funds', 'soft', 'tok_4242424242424242 <b>poor</b>', '2026-11-20T01:00:01.000Z', 7)
            """,
            new { installment });

        Answer answer = await site.Browser().GetAsync($"/installments/{installment}");

        IElement row = answer.Page.QuerySelector("section[aria-labelledby=attempts] tbody tr")!;
        Assert.Contains("insufficient_funds (soft) ••••4242 <b>poor</b>", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("! declined", row.QuerySelector(".badge")!.TextContent);
        Assert.DoesNotContain("tok_", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_order_is_withdrawn_from_its_installment_once_the_channel_says_again_that_it_never_arrived()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(
            new SandboxOptions { MachineClock = new MachineClock(TimeProvider.System) }, CancellationToken.None);
        await using ServedSite site = await ServedSite.StartAtAsync(
            OperationWalk.Morning, ("Channels:sandbox:BaseUrl", sandbox.BaseUrl.ToString()), ("Channels:sandbox:Secret", sandbox.Secret));
        long installment = Late(site);
        string order = site.Book.Doubt(OperationWalk.Morning.AddHours(-1), "sandbox", installment);
        string page = $"/installments/{installment}";
        using Browser browser = site.Browser().With("Accept-Language", "zh-CN");
        Assert.Empty((await browser.GetAsync(page)).Page.QuerySelectorAll("form[action$='/withdraw/preview']"));
        Answer refused = await browser.PreviewAsync(page, "withdraw", ("order", order));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "只能撤销已丢失的订单：渠道可能已收到此订单。"), (refused.Status, refused.Alert()));

        site.Book.Execute("update debit_attempt set state = 'lost'");
        Assert.Equal(order, (await browser.GetAsync(page)).Page.QuerySelector("form[action$='/withdraw/preview'] input[name=order]")!.GetAttribute("value"));
        Answer preview = await browser.PreviewAsync(page, "withdraw", ("order", order));
        Assert.StartsWith("撤销", preview.Page.QuerySelector("form.action button")!.TextContent, StringComparison.Ordinal);
        Answer unreasoned = await browser.ConfirmAsync(preview.Page, " ");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (unreasoned.Status, site.Book.OpenDebits().Count));
        Answer done = await browser.ConfirmAsync(preview.Page, "the bank says no");

        Assert.Equal($"{page}?done=withdraw", done.Location);
        Assert.Equal("订单已撤销，该期可再次扣款。", (await browser.GetAsync(done.Location!)).Page.QuerySelector("[role=status]")!.TextContent.Trim());
        Assert.Empty(site.Book.OpenDebits());
        Assert.Equal($"{page}?done=already", (await browser.ConfirmAsync(preview.Page, "the bank says no")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(page, $"/installments/{installment + 1}/withdraw", ("order", order), ("reason", "because"))).Status);
    }

    [Fact]
    public async Task A_plan_that_breaks_a_rule_has_its_page_and_says_so()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        long installment = Late(site);
        site.Book.Execute("update installment_plan set currency = 'XXX'");
        using Browser browser = site.Browser();

        foreach (string path in new[] { $"/installments/{installment}", "/plans/1", "/customers/1", "/plans/1/statement" })
        {
            Answer answer = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Contains("a row breaks a rule", answer.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }

        Answer refused = await browser.PreviewAsync($"/installments/{installment}", "waive", ("amount", "1"));
        Assert.Equal("The amount owed cannot be calculated: a row of the plan breaks a rule.", refused.Alert());
    }

    private static long Late(ServedSite site)
    {
        long installment = site.Book.Debt(D.AddDays(-10), principal: 1_000_00, interest: 0);
        site.Book.Execute("update installment set status = 'overdue', overdue_since = '2026-11-12'");
        site.Book.Execute(
            """
            insert into ledger_entry (entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor)
            select 'fee:x', plan_id, installment_id, 'late_fee', 400, 'CNY', '2026-11-19', '2026-11-20T00:45:00.000Z', 'late-fees' from installment
            """);
        return installment;
    }
}
