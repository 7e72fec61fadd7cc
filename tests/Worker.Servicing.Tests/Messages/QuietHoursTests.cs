using FsCheck.Fluent;
using Worker.Servicing.Calendar;
using Worker.Servicing.Messages;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Messages;

public class QuietHoursTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "2026-11-21T21:59:59.9999999+08:00", "2026-11-21T21:59:59.9999999+08:00")]
    [InlineData("Asia/Shanghai", "2026-11-21T22:00+08:00", "2026-11-22T08:00+08:00")]
    [InlineData("Asia/Shanghai", "2024-02-28T23:59:59+08:00", "2024-02-29T08:00+08:00")]
    [InlineData("Asia/Shanghai", "2026-11-21T07:59:59+08:00", "2026-11-21T08:00+08:00")]
    [InlineData("Asia/Shanghai", "2026-11-21T08:00+08:00", "2026-11-21T08:00+08:00")]
    [InlineData("America/New_York", "2026-11-21T12:00Z", "2026-11-21T08:00-05:00")] // 08:00 in Shanghai's evening is night there
    [InlineData("America/New_York", "2026-03-07T23:00-05:00", "2026-03-08T08:00-04:00")] // a night of nine hours
    [InlineData("Europe/Berlin", "2026-10-24T23:00+02:00", "2026-10-25T08:00+01:00")] // a night of eleven
    public void A_message_waits_for_the_end_of_the_quiet_hours_where_its_reader_lives(string zone, string now, string earliest) =>
        Assert.Equal(Instant(earliest), QuietHours.Default.EarliestSend(Instant(now), Zone(zone).Zone));

    [Fact]
    public void Quiet_hours_may_lie_within_a_day()
    {
        QuietHours nap = new(new TimeOnly(12, 0), new TimeOnly(14, 0));

        Assert.Equal(Instant("2026-11-21T14:00+08:00"), nap.EarliestSend(Instant("2026-11-21T13:59+08:00"), Shanghai.Zone));
        Assert.Equal(Instant("2026-11-21T14:00+08:00"), nap.EarliestSend(Instant("2026-11-21T14:00+08:00"), Shanghai.Zone));
    }

    [Fact]
    public void Quiet_hours_of_no_length_hold_nothing_back()
    {
        QuietHours none = new(TimeOnly.MinValue, TimeOnly.MinValue);

        Assert.Equal(Instant("2026-11-21T00:00+08:00"), none.EarliestSend(Instant("2026-11-21T00:00+08:00"), Shanghai.Zone));
    }

    [Fact]
    public void Where_a_gap_swallows_the_loud_hours_the_message_waits_for_those_of_the_next_day()
    {
        QuietHours almostAlways = new(new TimeOnly(3, 0), new TimeOnly(2, 0));

        Assert.Equal(Instant("2026-03-30T02:00+02:00"), almostAlways.EarliestSend(Instant("2026-03-28T22:00+01:00"), Berlin.Zone));
    }

    [Fact]
    public void The_earliest_moment_is_never_in_the_past_nor_quiet_nor_far_away() => Holds(
        from zone in ZoneGen from start in MinuteGen from end in MinuteGen from now in InstantGen select (zone, hours: new QuietHours(start, end), now),
        sample =>
        {
            DateTimeOffset earliest = sample.hours.EarliestSend(sample.now, sample.zone.Zone);
            bool isQuiet = sample.hours.From != sample.hours.To
                && new DailyHours(sample.hours.From, sample.hours.To).EndWhenInside(earliest, sample.zone) is not null;
            return earliest >= sample.now
                && !isQuiet
                && earliest - sample.now < TimeSpan.FromHours(50)
                && sample.hours.EarliestSend(earliest, sample.zone.Zone) == earliest;
        });
}
