using FsCheck.Fluent;
using Worker.Servicing.Channels;
using Worker.Servicing.Currencies;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Channels;

public class ChannelWindowRuleTests
{
    private static readonly Currency Cny = Currency.Parse("CNY");
    private static readonly DateOnly Today = Day("2026-11-21");

    private static readonly ChannelWindow WeChatPay = new()
    {
        OpensAt = new TimeOnly(7, 0),
        ClosesAt = new TimeOnly(22, 0),
        Zone = Shanghai.Zone,
        MaxDaysBeforeDue = 2,
        MaxAmount = new Dictionary<string, long>(StringComparer.Ordinal) { ["CNY"] = 500_000 },
    };

    [Theory]
    [InlineData("2026-11-21T07:00+08:00", null)]
    [InlineData("2026-11-21T21:59:59.9999999+08:00", null)]
    [InlineData("2026-11-21T12:00Z", null)]
    [InlineData("2026-11-21T06:59:59.9999999+08:00", "2026-11-21T07:00+08:00")]
    [InlineData("2026-11-21T22:00+08:00", "2026-11-22T07:00+08:00")]
    [InlineData("2024-02-28T23:59:59+08:00", "2024-02-29T07:00+08:00")]
    public void The_window_opens_with_its_first_moment_and_closes_before_its_last(string now, string? opensAt)
    {
        WindowDecision decision = Decide(WeChatPay, now);

        Assert.Equal(opensAt is null, decision.IsOpen);
        Assert.Equal(opensAt is null ? null : WindowDeferral.OutsideHours, decision.Deferral);
        Assert.Equal(opensAt is null ? null : Instant(opensAt), decision.OpensAt);
    }

    [Theory]
    [InlineData("2026-11-21T23:30+08:00", null)]
    [InlineData("2026-11-21T05:59:59+08:00", null)]
    [InlineData("2026-11-21T06:00+08:00", "2026-11-21T22:00+08:00")]
    public void A_window_may_span_midnight(string now, string? opensAt)
    {
        ChannelWindow nightly = WeChatPay with { OpensAt = new TimeOnly(22, 0), ClosesAt = new TimeOnly(6, 0) };

        Assert.Equal(opensAt is null ? null : Instant(opensAt), Decide(nightly, now).OpensAt);
    }

    [Theory]
    [InlineData("2026-03-29T01:59:59+01:00", "2026-03-29T03:00+02:00")] // it opens in the gap
    [InlineData("2026-10-25T02:29:59+02:00", "2026-10-25T02:30+02:00")] // the first 02:30
    [InlineData("2026-10-25T02:10+01:00", null)] // still open in the repeated hour
    public void Opening_follows_daylight_saving(string now, string? opensAt)
    {
        ChannelWindow window = WeChatPay with { OpensAt = new TimeOnly(2, 30), ClosesAt = new TimeOnly(5, 0), Zone = Berlin.Zone };

        Assert.Equal(opensAt is null ? null : Instant(opensAt), Decide(window, now).OpensAt);
    }

    [Theory]
    [InlineData("2026-03-08T01:00-05:00")]
    [InlineData("2026-03-08T03:00-04:00")]
    public void Hours_that_a_gap_leaves_out_open_the_day_after(string now)
    {
        ChannelWindow window = WeChatPay with { OpensAt = new TimeOnly(2, 15), ClosesAt = new TimeOnly(2, 45), Zone = NewYork.Zone };

        Assert.Equal(Instant("2026-03-09T02:15-04:00"), Decide(window, now).OpensAt);
    }

    [Fact]
    public void A_window_with_one_end_reaches_to_midnight_on_the_other()
    {
        Assert.Equal(Instant("2026-11-22T07:00+08:00"), Decide(WeChatPay with { ClosesAt = null }, "2026-11-22T00:00+08:00").OpensAt);
        Assert.True(Decide(WeChatPay with { ClosesAt = null }, "2026-11-21T23:59:59+08:00").IsOpen);
        Assert.True(Decide(WeChatPay with { OpensAt = null }, "2026-11-21T00:00+08:00").IsOpen);
        Assert.Equal(Instant("2026-11-22T00:00+08:00"), Decide(WeChatPay with { OpensAt = null }, "2026-11-21T22:00+08:00").OpensAt);
    }

    [Theory]
    [InlineData(3, WindowDeferral.TooEarly)]
    [InlineData(2, null)]
    [InlineData(0, null)]
    [InlineData(-400, null)]
    public void A_debit_long_before_the_due_date_is_too_early(int daysBeforeDue, WindowDeferral? deferral) =>
        Assert.Equal(deferral, ChannelWindowRule.Decide(WeChatPay, Instant("2026-11-21T12:00+08:00"), Today, Today.AddDays(daysBeforeDue), new Money(1, Cny)).Deferral);

    [Theory]
    [InlineData(500_000, "CNY", null)]
    [InlineData(500_001, "CNY", WindowDeferral.OverMaximum)]
    [InlineData(long.MaxValue, "CNY", WindowDeferral.OverMaximum)]
    [InlineData(long.MaxValue, "USD", null)] // a currency without a maximum
    public void A_debit_over_the_maximum_is_deferred(long minor, string currency, WindowDeferral? deferral) =>
        Assert.Equal(deferral, ChannelWindowRule.Decide(WeChatPay, Instant("2026-11-21T12:00+08:00"), Today, Today, new Money(minor, Currency.Parse(currency))).Deferral);

    [Fact]
    public void The_reason_that_lasts_longest_is_told()
    {
        DateTimeOffset night = Instant("2026-11-21T23:00+08:00");

        Assert.Equal(WindowDeferral.OverMaximum, ChannelWindowRule.Decide(WeChatPay, night, Today, Today.AddDays(9), new Money(500_001, Cny)).Deferral);
        Assert.Equal(WindowDeferral.TooEarly, ChannelWindowRule.Decide(WeChatPay, night, Today, Today.AddDays(9), new Money(1, Cny)).Deferral);
    }

    [Fact]
    public void A_closed_window_is_open_when_it_says_it_opens_and_not_before() => Holds(
        from zone in ZoneGen from opens in MinuteGen from closes in MinuteGen from now in InstantGen select (zone, opens, closes, now),
        sample =>
        {
            ChannelWindow window = new() { OpensAt = sample.opens, ClosesAt = sample.closes, Zone = sample.zone.Zone };
            WindowDecision decision = ChannelWindowRule.DecideHours(window, sample.now);
            return decision.OpensAt is not { } opensAt
                ? decision.IsOpen
                : !decision.IsOpen
                    && opensAt > sample.now
                    && ChannelWindowRule.DecideHours(window, opensAt).IsOpen
                    && ChannelWindowRule.DecideHours(window, opensAt.AddTicks(-1)).OpensAt == opensAt;
        });

    [Fact]
    public void A_channel_without_hours_is_always_open() => Holds(
        InstantGen,
        now => ChannelWindowRule.DecideHours(ChannelWindow.AlwaysOpen, now) == WindowDecision.Open);

    private static WindowDecision Decide(ChannelWindow window, string now) =>
        ChannelWindowRule.Decide(window, Instant(now), Today, Today, new Money(100, Cny));
}
