using FsCheck;
using FsCheck.Fluent;
using Worker.Servicing.Calendar;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Calendar;

public class DailyHoursTests
{
    [Theory]
    [InlineData("07:00-22:00", "07:00-22:00")]
    [InlineData(" 22:00 - 08:00 ", "22:00-08:00")]
    [InlineData("07:00-24:00", "07:00-24:00")]
    [InlineData("00:00-24:00", "00:00-24:00")]
    [InlineData("00:00:30-23:59:59", "00:00:30-23:59:59")]
    public void Hours_are_read_and_told_again(string text, string told)
    {
        Assert.True(DailyHours.TryParse(text, out DailyHours hours, out string? error), error);
        Assert.Equal(told, hours.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("07:00")]
    [InlineData("07:00-")]
    [InlineData("7-22")]
    [InlineData("07:00-07:00")]
    [InlineData("24:00-07:00")]
    [InlineData("07:00-22:00-23:00")]
    [InlineData("07:00-25:00")]
    public void Anything_else_is_refused_with_what_is_allowed(string? text)
    {
        Assert.False(DailyHours.TryParse(text, out _, out string? error));
        Assert.Contains($"'{text}'", error, StringComparison.Ordinal);
        Assert.Contains("07:00-22:00", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instant_is_inside_or_the_next_stretch_begins_later_and_holds_it_then() => Holds(
        from zone in ZoneGen from hours in HoursGen from now in InstantGen select (zone, hours, now),
        sample =>
        {
            DateTimeOffset next = sample.hours.NextStart(sample.now, sample.zone);
            DateTimeOffset? end = sample.hours.EndWhenInside(sample.now, sample.zone);
            bool closedUntilNext = end is not null || sample.hours.EndWhenInside(next.AddTicks(-1), sample.zone) is null;
            return next > sample.now
                && sample.hours.EndWhenInside(next, sample.zone) > next
                && (end is null || end > sample.now)
                && closedUntilNext;
        });

    [Fact]
    public void Without_saving_inside_means_what_the_clock_shows() => Holds(
        from hours in HoursGen from now in InstantGen select (hours, now),
        sample =>
        {
            var clock = TimeOnly.FromDateTime(Shanghai.LocalTimeAt(sample.now));
            bool shown = sample.hours.From == sample.hours.To || clock.IsBetween(sample.hours.From, sample.hours.To);
            return sample.hours.EndWhenInside(sample.now, Shanghai).HasValue == shown;
        });

    private static Gen<DailyHours> HoursGen { get; } = from start in MinuteGen from end in MinuteGen select new DailyHours(start, end);
}
