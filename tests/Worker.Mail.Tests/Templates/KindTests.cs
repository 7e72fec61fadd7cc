using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Worker.Servicing.Messages;

namespace Worker.Mail.Tests.Templates;

public sealed class KindTests
{
    public static TheoryData<MessageKind, string> EveryKindAndLanguage
    {
        get
        {
            var data = new TheoryData<MessageKind, string>();
            foreach (MessageKind kind in Enum.GetValues<MessageKind>())
            {
                data.Add(kind, "zh-CN");
                data.Add(kind, "en");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryKindAndLanguage))]
    public async Task Both_parts_of_every_kind_hold_the_same_facts(MessageKind kind, string language)
    {
        Recipient recipient = language == "en" ? Samples.English : Samples.Chinese;
        RenderedMessage message = await Samples.RenderAsync(kind, recipient: recipient);

        IHtmlDocument page = new HtmlParser().ParseDocument(message.Html);
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(message.Subject, page.Title);
        Assert.Equal(1, page.QuerySelectorAll("h1").Length);
        string html = page.Body!.TextContent;
        string[] facts = [recipient.Name, "P-2026-000042", "1,234.56", .. FactsOf(kind, language)];
        Assert.All(facts, fact => Assert.Contains(fact, html, StringComparison.Ordinal));
        Assert.All(facts, fact => Assert.Contains(fact, message.Text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EveryKindAndLanguage))]
    public async Task Both_parts_say_the_same_in_the_same_order(MessageKind kind, string language)
    {
        RenderedMessage message = await Samples.RenderAsync(kind, recipient: Samples.English with { Language = language }, isCourtesy: false);

        IHtmlDocument page = new HtmlParser().ParseDocument(message.Html);
        string html = Letters(page.Body!.TextContent);
        string text = Letters(message.Text);
        Assert.Equal(html, text);
    }

    [Theory]
    [MemberData(nameof(EveryKindAndLanguage))]
    public async Task Every_mail_ends_with_the_help_contact(MessageKind kind, string language)
    {
        RenderedMessage message = await Samples.RenderAsync(kind, recipient: Samples.English with { Language = language });

        Assert.EndsWith(Samples.HelpContact, message.Text.TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith(Samples.HelpContact, new HtmlParser().ParseDocument(message.Html).Body!.TextContent.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryKindAndLanguage))]
    public async Task No_internal_code_reaches_the_reader(MessageKind kind, string language)
    {
        MessageFacts facts = Samples.Facts with { Channel = "wechatpay", DeclineCode = "agreement_revoked" };
        RenderedMessage message = await Samples.RenderAsync(kind, facts, Samples.English with { Language = language });

        foreach (string part in new[] { message.Subject, message.Text, message.Html })
        {
            Assert.DoesNotContain("wechatpay", part, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("agreement_revoked", part, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("token", part, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Worker.", part, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EveryKindAndLanguage))]
    public async Task A_fact_that_is_missing_leaves_no_gap(MessageKind kind, string language)
    {
        MessageFacts facts = Samples.Facts with { Channel = null, OrderNumber = null, DeclineCode = null, LateFees = 0 };
        RenderedMessage message = await Samples.RenderAsync(kind, facts, new Recipient("", "a@b.example", language));

        Assert.DoesNotContain("\r\n\r\n\r\n", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", message.Text, StringComparison.Ordinal);
        Assert.All(message.Text.Split("\r\n"), line => Assert.False(line.EndsWith(": ", StringComparison.Ordinal) || line.StartsWith(' '), line));
        IHtmlDocument page = new HtmlParser().ParseDocument(message.Html);
        Assert.All(page.QuerySelectorAll("th"), label => Assert.NotEmpty(label.NextElementSibling!.TextContent.Trim()));
        Assert.Contains(language == "en" ? "Dear customer," : "尊敬的客户，您好：", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_of_a_receipt_reads_like_a_letter()
    {
        RenderedMessage message = await Samples.RenderAsync(MessageKind.Receipt);

        Assert.Equal("Payment received: CNY 1,234.56, installment 3 of 12", message.Subject);
        Assert.Equal(
            """
            Thank you for your payment

            Dear Ada Lovelace,

            On 8 March 2026 we debited CNY 1,234.56 from your bank card for installment 3 of 12 of your plan.

            Plan: P-2026-000042
            Installment: 3 of 12
            Amount paid: CNY 1,234.56
            Amount without late fees: CNY 1,222.22
            Late fees included: CNY 12.34
            Debit date: 8 March 2026
            Payment method: Bank card (…4242)
            Order number: D0000000000000000000000042

            You do not need to do anything. Please keep this message as your receipt.

            --
            We never ask for your password, a verification code or your full card number by e-mail.
            Any questions, or does something not look right? Contact us: help@shop.example, +86 400 000 0000

            """.ReplaceLineEndings("\r\n"),
            message.Text);
    }

    [Fact]
    public async Task The_text_of_a_Chinese_due_notice_reads_like_a_letter()
    {
        RenderedMessage message = await Samples.RenderAsync(
            MessageKind.DueSoon, Samples.Facts with { LateFees = 0, Channel = "alipay" }, Samples.Chinese, isCourtesy: true);

        Assert.Equal("扣款提醒：第 3 期 ¥1,234.56 将于 2026年3月5日 扣款", message.Subject);
        Assert.Equal(
            """
            分期扣款提醒

            尊敬的张伟，您好：

            我们将于 2026年3月5日 从您的支付宝扣取 ¥1,234.56，用于偿还分期计划第 3 期（共 12 期）。

            分期计划：P-2026-000042
            期数：第 3 期，共 12 期
            金额：¥1,234.56
            到期日：2026年3月5日
            支付方式：支付宝（尾号 4242）

            请确保当日余额充足。如您已还款，我们不会重复扣款。

            --
            我们不会通过邮件索取您的密码、验证码或完整卡号。
            不再接收此类邮件：https://shop.example/unsubscribe?list=reminders&x=1
            如有疑问，或发现信息有误，请联系我们：help@shop.example, +86 400 000 0000

            """.ReplaceLineEndings("\r\n"),
            message.Text);
    }

    [Theory]
    [InlineData("card", "en", "Bank card")]
    [InlineData("alipay", "en", "Alipay")]
    [InlineData("wechatpay", "en", "WeChat Pay")]
    [InlineData("sandbox", "en", "Test method")]
    [InlineData("carrier-pigeon", "en", "Payment method")]
    [InlineData("card", "zh-CN", "银行卡")]
    [InlineData("alipay", "zh-CN", "支付宝")]
    [InlineData("wechatpay", "zh-CN", "微信支付")]
    [InlineData("sandbox", "zh-CN", "测试支付方式")]
    [InlineData("carrier-pigeon", "zh-CN", "支付方式")]
    public async Task A_channel_is_named_in_the_readers_words(string channel, string language, string name)
    {
        RenderedMessage message = await Samples.RenderAsync(
            facts: Samples.Facts with { Channel = channel, MethodEnding = null }, recipient: Samples.English with { Language = language });

        string separator = language == "en" ? "Payment method: " : "支付方式：";
        Assert.Contains(separator + name + "\r\n", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("pigeon", message.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Every_decline_code_of_the_contract_has_words_of_its_own_and_an_unknown_one_general_ones(string language)
    {
        string[] codes = [.. Samples.DeclineCodes, "made_up"];
        var reasons = new List<string>();
        foreach (string code in codes)
        {
            RenderedMessage message = await Samples.RenderAsync(
                MessageKind.MethodSuspended, Samples.Facts with { DeclineCode = code }, Samples.English with { Language = language });
            string label = language == "en" ? "Reason: " : "原因：";
            reasons.Add(message.Text.Split("\r\n").Single(line => line.StartsWith(label, StringComparison.Ordinal)));
        }

        Assert.Equal(codes.Length, reasons.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(reasons, reason => reason.Contains("made_up", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("zh-TW")]
    [InlineData("")]
    [InlineData("xx-not-a-tag-at-all")]
    public async Task An_unknown_language_is_written_in_English(string language)
    {
        RenderedMessage message = await Samples.RenderAsync(recipient: Samples.English with { Language = language });
        RenderedMessage english = await Samples.RenderAsync();

        Assert.Equal(english.Html, message.Html);
    }

    [Theory]
    [InlineData(1, "is 1 day overdue")]
    [InlineData(30, "is 30 days overdue")]
    public async Task Days_overdue_are_counted_in_good_English(int days, string expected)
    {
        RenderedMessage message = await Samples.RenderAsync(MessageKind.Overdue, Samples.Facts with { DaysPastDue = days });

        Assert.Contains(expected, message.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Only_a_courtesy_message_offers_to_unsubscribe(bool isCourtesy, int links)
    {
        RenderedMessage message = await Samples.RenderAsync(MessageKind.PlanClosed, isCourtesy: isCourtesy);

        IHtmlDocument page = new HtmlParser().ParseDocument(message.Html);
        Assert.Equal(links, page.Links.Length);
        Assert.Equal(links == 1, message.Text.Contains("https://shop.example/unsubscribe?list=reminders&x=1", StringComparison.Ordinal));
    }

    private static string[] FactsOf(MessageKind kind, string language)
    {
        bool isEnglish = language == "en";
        string due = isEnglish ? "5 March 2026" : "2026年3月5日";
        string on = isEnglish ? "8 March 2026" : "2026年3月8日";
        string method = isEnglish ? "Bank card (…4242)" : "银行卡（尾号 4242）";
        string lateFees = isEnglish ? "CNY 12.34" : "¥12.34";
        string rest = isEnglish ? "CNY 1,222.22" : "¥1,222.22";
        string third = isEnglish ? "3 of 12" : "第 3 期，共 12 期";
        string reason = isEnglish ? "not enough money" : "余额不足";
        const string order = "D0000000000000000000000042";
        return kind switch
        {
            MessageKind.DueSoon => [third, due, method, rest, lateFees],
            MessageKind.Receipt => [third, on, method, rest, lateFees, order],
            MessageKind.DebitFailed => [third, due, on, method, lateFees, reason, order, isEnglish ? "top it up" : "充值"],
            MessageKind.MethodSuspended => [third, on, method, reason, order],
            MessageKind.Overdue => [third, due, on, method, rest, lateFees, isEnglish ? "3 days" : "3 天"],
            MessageKind.PlanClosed => [third, on, "12"],
            MessageKind.PaymentReceived => [third, on, rest, lateFees],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
