using System.Net;
using AngleSharp.Html.Dom;
using Worker.Tests.Site.Operations;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Tests.Site.Messages;

public sealed class MessagePageTests
{
    [Fact]
    public async Task A_message_is_shown_as_it_reads_with_its_address_masked_and_its_values_as_text()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        string page = Message(site, "receipt", "sent", D.AddDays(-9));
        site.Book.Execute("update message set detail = 'handed over for <li.lei@customers.example.com>'");

        Answer answer = await site.Browser().GetAsync(page);

        string mail = answer.Page.QuerySelector(".mail")!.TextContent;
        Assert.Contains("337.30", mail, StringComparison.Ordinal);
        Assert.Contains("<b>Li</b> Lei", mail, StringComparison.Ordinal);
        Assert.Empty(answer.Page.QuerySelectorAll("main b"));
        Assert.DoesNotContain("li.lei", answer.Text, StringComparison.Ordinal);
        Assert.Contains("l••••@••••.com", answer.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Installment worker", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_is_a_message_of_its_own_sent_once_however_often_the_button_is_pressed()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        string page = Message(site, "receipt", "sent", D.AddDays(-9));
        using Browser browser = site.Browser();

        Answer preview = await browser.PreviewAsync(page, "send-again");
        Answer[] pressed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.ConfirmAsync(preview.Page, "customer lost it")));

        Assert.Single(pressed, answer => answer.Location == $"{page}?done=send-again");
        Assert.Equal(2, pressed.Count(answer => answer.Location == $"{page}?done=already"));
        IReadOnlyList<MessageRow> messages = site.Book.Messages();
        Assert.Equal(["sent", "waiting"], messages.Select(message => message.State));
        Assert.Matches("^receipt:[0-9]+:copy:[0-9a-f]{32}$", messages[1].MessageKey);
        Assert.Equal(messages[0].InstallmentId, messages[1].InstallmentId);
        Assert.Equal(
            ["receipt CNY 33730 P3"],
            site.Book.Query<string>("select kind || ' ' || (facts ->> 'currency') || ' ' || (facts ->> 'amount') || ' ' || (facts ->> 'planReference') from message where state = 'waiting'"));
        Assert.Equal(["send-again installment P3-1 customer lost it"], site.Book.Query<string>("select action || ' ' || subject || ' ' || reason from audit_entry"));
        Assert.Contains("copy sent by an operator", (await browser.GetAsync($"/messages/{messages[1].MessageId}")).Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("receipt", "waiting", 0, "", "It is still in the outbox and will be sent automatically.")]
    [InlineData("overdue", "sent", 4, "", "The message is out of date.")]
    [InlineData("debit-failed", "sent", 1, "update installment set status = 'paid'", "The message is out of date.")]
    [InlineData("plan-closed", "sent", 1, "update customer set courtesy_off_at = '2026-11-20T01:00:00.000Z'", "The customer has unsubscribed from this kind of mail.")]
    [InlineData("receipt", "failed", 1, "update customer set bad_address_reason = '550'", "The mail server has permanently rejected the address.")]
    public async Task What_must_not_be_sent_again_is_not(string kind, string state, int daysAgo, string happened, string said)
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        string page = Message(site, kind, state, D.AddDays(-daysAgo));
        if (happened.Length > 0)
        {
            site.Book.Execute(happened);
        }

        using Browser browser = site.Browser();
        IHtmlDocument shown = (await browser.GetAsync(page)).Page;
        Answer refused = await browser.PostAsync(page, $"{page}/send-again", ("reason", "because"));

        Assert.Empty(shown.QuerySelectorAll("form.action"));
        Assert.Contains(said, shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, said), (refused.Status, refused.Alert()));
        Assert.Single(site.Book.Messages());
    }

    [Fact]
    public async Task A_notice_that_is_still_true_may_go_again()
    {
        await using ServedSite site = await ServedSite.StartAtAsync(OperationWalk.Morning);
        string page = Message(site, "overdue", "sent", D.AddDays(-3));

        Assert.Equal($"{page}?done=send-again", (await site.Browser().ApplyAsync(page, "send-again", "because")).Location);
    }

    private static string Message(ServedSite site, string kind, string state, DateOnly businessDate)
    {
        Customer customer = site.Book.Customer("li.lei@customers.example.com", "<b>Li</b> Lei");
        site.Book.Method(customer);
        Plan plan = site.Book.Plan(customer);
        long installment = site.Book.Installment(plan, D.AddDays(-10));
        site.Book.Execute(
            """
            insert into message (message_key, kind, customer_id, plan_id, installment_id, courtesy, business_date, facts, created_at, state, next_try_at)
            values (@key, @kind, @CustomerId, @PlanId, @installment, @courtesy, @businessDate, @facts, '2026-11-20T01:00:00.000Z', @state, @next)
            """,
            new
            {
                key = $"{kind}:1:x",
                kind,
                customer.CustomerId,
                plan.PlanId,
                installment,
                courtesy = kind == "plan-closed",
                businessDate,
                facts = $$"""{"planReference":"{{plan.Reference}}","number":1,"count":1,"currency":"CNY","amount":33730,"dueOn":"2026-11-11","businessDate":"{{businessDate:yyyy-MM-dd}}","channel":"sandbox"}""",
                state,
                next = state == "waiting" ? "2026-11-21T01:00:00.000Z" : null,
            });
        return $"/messages/{site.Book.Messages()[^1].MessageId}";
    }
}
