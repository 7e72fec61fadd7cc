using Worker.Configuration;
using Worker.Servicing.Channels;

namespace Worker.Tests.Configuration;

public sealed class ChannelSettingsTests
{
    [Fact]
    public void A_channel_without_address_and_secret_is_two_errors()
    {
        IReadOnlyList<string> errors = Configured.ErrorsOf(Configured.WithNothing(("Channels:alipay:MaxInFlight", "5")));

        Assert.Equal(
            [
                "Channels:alipay:BaseUrl is missing: an http or https address without credentials, query or fragment",
                "Channels:alipay:Secret is missing: the secret that signs requests, on one line",
            ],
            errors);
    }

    [Fact]
    public void An_empty_channel_is_not_passed_over() =>
        Assert.Equal(2, Configured.ErrorsOf(Configured.WithNothing(("Channels:alipay", null))).Count);

    [Theory]
    [InlineData("ftp://gateway.example.com")]
    [InlineData("gateway.example.com")]
    [InlineData("/v1")]
    [InlineData("http://")]
    [InlineData("")]
    public void An_address_must_be_http_or_https(string address) => Assert.Equal(
        $"Channels:card:BaseUrl is '{address}': an http or https address without credentials, query or fragment",
        Assert.Single(Configured.Errors(("Channels:card:BaseUrl", address))));

    [Theory]
    [InlineData("https://user:hunter2@gateway.example.com")]
    [InlineData("https://gateway.example.com?key=hunter2")]
    [InlineData("https://gateway.example.com#hunter2")]
    public void An_address_that_may_hold_a_secret_is_refused_and_not_shown(string address) => Assert.Equal(
        "Channels:card:BaseUrl is given (value not shown): an http or https address without credentials, query or fragment",
        Assert.Single(Configured.Errors(("Channels:card:BaseUrl", address))));

    [Theory]
    [InlineData("TimeoutSeconds", "0.05", "a number from 0.1 to 300")]
    [InlineData("CallsPerSecond", "0", "a whole number from 1 to 100000, or none")]
    [InlineData("MaxInFlight", "1001", "a whole number from 1 to 1000")]
    [InlineData("Hours", "07:00", "two different times like 07:00-22:00; 00:00-24:00 is the whole day")]
    [InlineData("Hours", "07:00-07:00", "two different times like 07:00-22:00; 00:00-24:00 is the whole day")]
    [InlineData("HoursTimeZone", "Mars/Olympus", "the name of a time zone that this machine knows, like Asia/Shanghai")]
    [InlineData("FinalityMinutes", "0", "a number from 0.01 to 10080")]
    [InlineData("FinalityMinutes", "0.1", "no shorter than TimeoutSeconds")]
    [InlineData("MaxDaysBeforeDue", "-1", "a whole number from 0 to 365")]
    [InlineData("DemandsNotice", "maybe", "true or false")]
    [InlineData("Parts", "2", "true or false")]
    [InlineData("NoticeBy", "post", "Customer or Channel")]
    [InlineData("NoticeHours", "721", "a number from 0 to 720")]
    [InlineData("NoticeDays", "61", "a number from 1 to 60")]
    [InlineData("NoticeDays", "1.5", "a day longer than NoticeHours at least")]
    [InlineData("HardDeclineCodes", "closed,,lost", "decline codes, each one word without commas, or none")]
    public void A_value_that_is_not_allowed_is_told(string key, string value, string allowed) => Assert.Equal(
        $"Channels:card:{key} is '{value}': {allowed}",
        Assert.Single(Configured.Errors(($"Channels:card:{key}", value))));

    [Theory]
    [InlineData("Channels:card:Budgets:0:Attempts", "5", "Channels:card:Budgets:0 is a budget without its window")]
    [InlineData("Channels:card:Budgets:0:Days", "5", "Channels:card:Budgets:0:Attempts is missing")]
    [InlineData("Channels:card:Budgets", "10 in 24 h", "Channels:card:Budgets is no list of sections")]
    [InlineData("Channels:card:Budgets:first:Attempts", "5", "Channels:card:Budgets is no list of sections")]
    public void A_budget_needs_attempts_and_one_window(string key, string value, string beginning) =>
        Assert.StartsWith(beginning, Assert.Single(Configured.Errors((key, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Action", "sometimes", "Channels:card:Declines:0:Action is 'sometimes': retry, wait 3 days, stop this installment or stop this method")]
    [InlineData("Code", "two words", "Channels:card:Declines:0:Code is 'two words': a decline code or advice code, one word")]
    public void What_a_decline_means_is_one_of_four_actions(string key, string value, string expected) => Assert.Equal(
        expected,
        Assert.Single(Configured.Errors(
            [.. new[] { ("Code", "blocked"), ("Action", "retry") }
                .Select(pair => ($"Channels:card:Declines:0:{pair.Item1}", (string?)(pair.Item1 == key ? value : pair.Item2)))])));

    [Fact]
    public void A_code_has_one_meaning() => Assert.Contains(
        "codes, each once",
        Assert.Single(Configured.Errors(
            ("Channels:card:Declines:0:Code", "a"), ("Channels:card:Declines:0:Action", "retry"),
            ("Channels:card:Declines:1:Code", "a"), ("Channels:card:Declines:1:Action", "wait 3 days"))),
        StringComparison.Ordinal);

    [Fact]
    public void A_budget_has_hours_or_days_and_not_both() => Assert.StartsWith(
        "Channels:card:Budgets:0 is a budget without its window: either Hours or Days",
        Assert.Single(Configured.Errors(
            ("Channels:card:Budgets:0:Attempts", "5"), ("Channels:card:Budgets:0:Hours", "5"), ("Channels:card:Budgets:0:Days", "5"))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Channels:1card")]
    [InlineData("Channels:card_x")]
    [InlineData("Channels:银行卡")]
    [InlineData("Channels:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_name_that_no_book_could_hold_is_refused(string channel) => Assert.StartsWith(
        $"{channel} is no channel's name",
        Assert.Single(Configured.Errors(($"{channel}:BaseUrl", "https://x.example.com"), ($"{channel}:Secret", "s"))),
        StringComparison.Ordinal);

    [Fact]
    public void Everything_that_is_given_is_taken()
    {
        ChannelSettings card = Card(
            ("Channels:card:TimeoutSeconds", "0.5"),
            ("Channels:card:CallsPerSecond", "25"),
            ("Channels:card:MaxInFlight", "8"),
            ("Channels:card:Hours", "22:00-06:30"),
            ("Channels:card:HoursTimeZone", "America/New_York"),
            ("Channels:card:FinalityMinutes", "1.5"),
            ("Channels:card:MaxDaysBeforeDue", "7"),
            ("Channels:card:MaxAmount:CNY", "50000"),
            ("Channels:card:MaxAmount:usd", "0.01"),
            ("Channels:card:Parts", "false"),
            ("Channels:card:DemandsNotice", "true"),
            ("Channels:card:NoticeBy", "channel"),
            ("Channels:card:NoticeHours", "48"),
            ("Channels:card:NoticeDays", "10"),
            ("Channels:card:Declines:0:Code", "blocked"),
            ("Channels:card:Declines:0:Action", "wait 5 days"),
            ("Channels:card:HardDeclineCodes:0", "gone"),
            ("Channels:card:HardDeclineCodes:1", "lost"),
            ("Channels:card:Budgets:0:Attempts", "3"),
            ("Channels:card:Budgets:0:Days", "7"));

        Assert.Equal(Configured.Secret, card.Secret);
        Assert.Equal(TimeSpan.FromSeconds(0.5), card.Timeout);
        Assert.Equal(25, card.CallsPerSecond);
        Assert.Equal((NoticeBy.Channel, TimeSpan.FromHours(48), TimeSpan.FromDays(10)), (card.NoticeBy, card.NoticeAtLeast, card.NoticeAtMost));
        Assert.Equal([new DeclineMeaning { Code = "blocked", Action = "wait 5 days" }], card.Declines);
        Assert.Equal(8, card.MaxInFlight);
        Assert.Equal(new TimeOnly(22, 0), card.Window.OpensAt);
        Assert.Equal(new TimeOnly(6, 30), card.Window.ClosesAt);
        Assert.Equal("America/New_York", card.Window.Zone.Id);
        Assert.Equal(TimeSpan.FromSeconds(90), card.Finality);
        Assert.Equal(7, card.Window.MaxDaysBeforeDue);
        Assert.Equal(5_000_000, card.Window.MaxAmount["CNY"]);
        Assert.Equal(1, card.Window.MaxAmount["USD"]);
        Assert.False(card.Parts);
        Assert.True(card.DemandsNotice);
        Assert.Equal(["gone", "lost"], card.HardDeclineCodes.Order(StringComparer.Ordinal));
        Assert.Equal([new AttemptBudget(3, TimeSpan.FromDays(7))], card.Budgets);
    }

    [Fact]
    public void An_empty_list_of_budgets_is_none_and_not_the_default() => Assert.Empty(Card(("Channels:card:Budgets", "")).Budgets);

    [Fact]
    public void Names_of_channels_have_no_case() =>
        Assert.Equal("alipay", Configured.SettingsOf(Configured.WithNothing(
            ("CHANNELS:ALIPAY:BASEURL", "https://x.example.com"), ("CHANNELS:ALIPAY:SECRET", "s"))).Channels.All.Single().Name);

    [Fact]
    public void Hours_without_a_zone_are_in_the_business_time_zone() => Assert.Equal(
        "Europe/Berlin",
        Card(("Calendar:TimeZone", "Europe/Berlin"), ("Channels:card:Hours", "07:00-22:00")).Window.Zone.Id);

    [Fact]
    public void The_whole_day_opens_a_channel_that_has_hours_by_default()
    {
        WorkerSettings settings = Configured.Settings(
            ("Channels:wechatpay:BaseUrl", "https://x.example.com"),
            ("Channels:wechatpay:Secret", "s"),
            ("Channels:wechatpay:Hours", "00:00-24:00"));

        Assert.True(settings.Channels.TryGet("wechatpay", out ChannelSettings? wechatpay));
        Assert.True(ChannelWindowRule.DecideHours(wechatpay.Window, new DateTimeOffset(2026, 1, 1, 19, 0, 0, TimeSpan.Zero)).IsOpen);
    }

    private static ChannelSettings Card(params (string Key, string? Value)[] values)
    {
        Assert.True(Configured.Settings(values).Channels.TryGet("card", out ChannelSettings? card));
        return card;
    }
}
