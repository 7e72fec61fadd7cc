using FsCheck.Fluent;
using Worker.Servicing.Calendar;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Calendar;

public class BusinessZoneTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "2026-11-21", "09:00", "2026-11-21T09:00+08:00")]
    [InlineData("Asia/Shanghai", "2024-02-29", "23:59:59", "2024-02-29T23:59:59+08:00")]
    [InlineData("Europe/Berlin", "2026-03-29", "01:59:59", "2026-03-29T01:59:59+01:00")]
    [InlineData("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T03:00+02:00")]
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:00+02:00")]
    [InlineData("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T03:00+02:00")]
    [InlineData("Europe/Berlin", "2026-10-25", "02:00", "2026-10-25T02:00+02:00")]
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30+02:00")]
    [InlineData("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T03:00+01:00")]
    [InlineData("America/New_York", "2026-03-08", "02:30", "2026-03-08T03:00-04:00")]
    [InlineData("America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30-04:00")]
    [InlineData("America/New_York", "2026-11-01", "02:00", "2026-11-01T02:00-05:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:30+11:00")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T01:00-02:00")]
    [InlineData("Pacific/Apia", "2011-12-30", "12:00", "2011-12-31T00:00+14:00")]
    [InlineData("America/Nuuk", "2025-03-29", "23:30", "2025-03-30T00:00-01:00")]
    [InlineData("China Standard Time", "2026-11-21", "09:00", "2026-11-21T09:00+08:00")]
    public void A_local_time_is_an_instant(string zone, string date, string time, string instant) =>
        Assert.Equal(Instant(instant), Zone(zone).InstantOf(Day(date), Time(time)));

    [Theory]
    [InlineData("2026-11-21T15:59:59.9999999Z", "2026-11-21")]
    [InlineData("2026-11-21T16:00:00Z", "2026-11-22")]
    [InlineData("2024-02-28T16:00:00Z", "2024-02-29")]
    public void The_day_turns_at_the_zones_midnight(string instant, string day) =>
        Assert.Equal(Day(day), Shanghai.DateAt(Instant(instant)));

    [Fact]
    public void The_instant_is_in_UTC() => Assert.Equal(TimeSpan.Zero, Berlin.InstantOf(Day("2026-07-01"), Time("12:00")).Offset);

    [Fact]
    public void A_zone_that_does_not_exist_is_not_found()
    {
        Assert.False(BusinessZone.TryFind("Asia/Shangri-La", out BusinessZone? zone));
        Assert.Null(zone);
        Assert.False(BusinessZone.TryFind("", out _));
        Assert.False(BusinessZone.TryFind("../../etc/passwd", out _));
    }

    [Fact]
    public void The_instant_of_a_local_time_is_the_first_at_which_clocks_have_reached_it() => Holds(
        from zone in ZoneGen from date in DateGen from time in MinuteGen select (zone, date, time),
        sample =>
        {
            DateTime local = sample.date.ToDateTime(sample.time);
            var searched = new DateTimeOffset(local, TimeSpan.Zero) - TimeSpan.FromHours(15);
            while (sample.zone.LocalTimeAt(searched) < local)
            {
                searched += TimeSpan.FromMinutes(1);
            }

            return sample.zone.InstantOf(sample.date, sample.time) == searched;
        });

    [Fact]
    public void Later_local_times_are_never_earlier_instants() => Holds(
        from zone in ZoneGen from date in DateGen from a in MinuteGen from b in MinuteGen select (zone, date, a, b),
        sample => sample.a <= sample.b
            ? sample.zone.InstantOf(sample.date, sample.a) <= sample.zone.InstantOf(sample.date, sample.b)
            : sample.zone.InstantOf(sample.date, sample.a) >= sample.zone.InstantOf(sample.date, sample.b));
}
