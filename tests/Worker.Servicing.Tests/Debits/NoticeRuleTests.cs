using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using Worker.Servicing.Debits;
using Worker.Servicing.Ledger;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Debits;

public class NoticeRuleTests
{
    private static readonly PaymentMethod Method = new(7, 1, "wechatpay", "token", IsActive: true);

    private static readonly ChannelSettings Channel = new()
    {
        Name = "wechatpay",
        BaseUrl = new Uri("https://pay.example"),
        Secret = "s",
        DemandsNotice = true,
        Window = new ChannelWindow { Zone = Shanghai.Zone },
    };

    private static readonly GivenNotice Notice = new()
    {
        NoticeNumber = "n1",
        InstallmentId = 3,
        PaymentMethodId = Method.PaymentMethodId,
        Token = Method.Token,
        Amount = 100_00,
        Currency = "CNY",
        DebitFrom = Day("2026-11-19"),
        DebitUntil = Day("2026-11-25"),
        State = NoticeState.Accepted,
        AcceptedAt = At("2026-11-18 08:30"),
    };

    [Theory]
    [InlineData("2026-11-19 08:29:59", false)]
    [InlineData("2026-11-19 08:30", true)]
    [InlineData("2026-11-25 08:30", true)]
    [InlineData("2026-11-25 08:30:01", false)]
    public void A_notice_is_in_force_from_a_day_after_it_was_accepted_until_the_seventh(string now, bool isInForce) =>
        Assert.Equal(isInForce, InForce(At(now), Notice) is not null);

    [Fact]
    public void A_notice_is_in_force_within_its_own_days_alone()
    {
        Assert.Null(InForce(At("2026-11-20 23:59"), Notice with { DebitFrom = Day("2026-11-21") }));
        Assert.NotNull(InForce(At("2026-11-21 00:00"), Notice with { DebitFrom = Day("2026-11-21") }));
        Assert.NotNull(InForce(At("2026-11-21 23:59"), Notice with { DebitUntil = Day("2026-11-21") }));
        Assert.Null(InForce(At("2026-11-22 00:00"), Notice with { DebitUntil = Day("2026-11-21") }));
    }

    [Fact]
    public void A_notice_about_another_method_token_or_currency_or_one_that_was_not_accepted_is_none()
    {
        DateTimeOffset now = At("2026-11-20 09:00");

        Assert.Null(InForce(now, Notice with { PaymentMethodId = 8 }));
        Assert.Null(InForce(now, Notice with { Token = "before" }));
        Assert.Null(InForce(now, Notice with { Currency = "JPY" }));
        Assert.Null(InForce(now, Notice with { State = NoticeState.Asked, AcceptedAt = null }));
        Assert.Null(InForce(now, Notice with { State = NoticeState.Refused, AcceptedAt = null }));
    }

    [Fact]
    public void What_was_used_up_is_no_longer_there_and_the_roomiest_notice_is_taken()
    {
        DateTimeOffset now = At("2026-11-20 09:00");

        Assert.Null(InForce(now, Notice with { Used = 100_00 }));
        Assert.Equal(40_00, InForce(now, Notice with { Used = 60_00 })!.Left);
        Assert.Equal("n2", InForce(now, Notice with { Used = 60_00 }, Notice with { NoticeNumber = "n2", Amount = 50_00 })!.NoticeNumber);
    }

    [Theory]
    [InlineData(24, 7, "2026-11-19 2026-11-20")]
    [InlineData(0, 7, "2026-11-18 2026-11-19")]
    [InlineData(72, 7, "2026-11-21 2026-11-22")]
    [InlineData(24, 2, "2026-11-19")]
    public void It_is_asked_for_so_early_that_a_missed_run_can_be_made_up(int hours, int days, string expected)
    {
        ChannelSettings channel = Channel with { NoticeAtLeast = TimeSpan.FromHours(hours), NoticeAtMost = TimeSpan.FromDays(days) };

        Assert.Equal(expected.Split(' ').Select(Day), NoticeRule.DaysToAnnounce(channel, Shanghai, At("2026-11-18 08:30")));
    }

    [Fact]
    public void What_was_announced_and_not_used_is_not_announced_again()
    {
        Assert.Equal(100_00, ToAnnounce("2026-11-20"));
        Assert.Equal(0, ToAnnounce("2026-11-20", Notice));
        Assert.Equal(0, ToAnnounce("2026-11-20", Notice with { State = NoticeState.Asked, AcceptedAt = null }));
        Assert.Equal(30_00, ToAnnounce("2026-11-20", Notice with { Amount = 70_00 }));
        Assert.Equal(10_00, ToAnnounce("2026-11-20", Notice with { Amount = 70_00 }, Notice with { NoticeNumber = "n2", Amount = 20_00 }));
        Assert.Equal(100_00, ToAnnounce("2026-11-20", Notice with { Used = 100_00 }));
        Assert.Equal(100_00, ToAnnounce("2026-11-20", Notice with { Token = "before" }));
    }

    [Fact]
    public void A_notice_that_ends_before_the_day_does_is_given_anew()
    {
        Assert.Equal(0, ToAnnounce("2026-11-24", Notice));
        Assert.Equal(100_00, ToAnnounce("2026-11-25", Notice));
        Assert.Equal(100_00, ToAnnounce("2026-11-26", Notice));
    }

    [Fact]
    public void What_was_refused_is_not_asked_for_again_for_the_same_days()
    {
        GivenNotice refused = Notice with { State = NoticeState.Refused, AcceptedAt = null };

        Assert.Equal(0, ToAnnounce("2026-11-20", refused));
        Assert.Equal(100_00, ToAnnounce("2026-11-26", refused));
    }

    [Fact]
    public void A_notice_given_now_lets_it_be_debited_on_the_channels_days()
    {
        ChannelSettings elsewhere = Channel with { Window = new ChannelWindow { Zone = NewYork.Zone } };

        Assert.Equal((Day("2026-11-19"), Day("2026-11-25")), NoticeRule.DebitDays(Channel, At("2026-11-18 08:30")));
        Assert.Equal((Day("2026-11-18"), Day("2026-11-24")), NoticeRule.DebitDays(elsewhere, At("2026-11-18 08:30")));
    }

    private static GivenNotice? InForce(DateTimeOffset now, params GivenNotice[] notices) =>
        NoticeRule.InForce(notices, Method, "CNY", Channel, now);

    private static long ToAnnounce(string day, params GivenNotice[] notices) =>
        NoticeRule.ToAnnounce(notices, Method, new Money(100_00, Currency.Parse("CNY")), Channel, Day(day), Shanghai);

    private static DateTimeOffset At(string local)
    {
        string[] parts = local.Split(' ');
        return Shanghai.InstantOf(Day(parts[0]), Time(parts[1]));
    }
}
