using FsCheck;
using FsCheck.Fluent;
using Worker.Servicing.Calendar;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Calendar;

public class DailyScheduleTests
{
    private static Gen<DailySchedule> ScheduleGen { get; } = Gen.OneOf(
        MinuteGen.NonEmptyListOf().Select(times => DailySchedule.At(times)),
        Gen.Elements(30, 60, 90, 420, 900, 1000, 3600, 5400, 86_400).Select(seconds => DailySchedule.Every(TimeSpan.FromSeconds(seconds))));

    [Theory]
    [InlineData("09:00, 14:00, 19:00", "09:00, 14:00, 19:00")]
    [InlineData("19:00,09:00 , 09:00", "09:00, 19:00")]
    [InlineData("23:59:59", "23:59:59")]
    [InlineData("00:00", "00:00")]
    [InlineData("every 15 minutes", "every 15 minutes")]
    [InlineData("  Every  Minute ", "every minute")]
    [InlineData("every 1 minute", "every minute")]
    [InlineData("every second", "every second")]
    [InlineData("every 90 seconds", "every 90 seconds")]
    [InlineData("every 24 hours", "every 1440 minutes")]
    public void A_schedule_is_read_and_told_again(string text, string told)
    {
        DailySchedule schedule = Parsed(text);

        Assert.Equal(told, schedule.ToString());
        Assert.Equal(told, Parsed(told).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("9:00")]
    [InlineData("24:00")]
    [InlineData("09:00;14:00")]
    [InlineData("09:00,")]
    [InlineData("09:60")]
    [InlineData("every")]
    [InlineData("every 0 minutes")]
    [InlineData("every -5 minutes")]
    [InlineData("every 1.5 minutes")]
    [InlineData("every 25 hours")]
    [InlineData("every 99999999999 minutes")]
    [InlineData("every 2147483647 hours")]
    [InlineData("every 5 fortnights")]
    [InlineData("every 5 minutes please")]
    [InlineData("0 9 * * *")]
    public void Anything_else_is_refused_with_what_is_allowed(string? text)
    {
        Assert.False(DailySchedule.TryParse(text, out DailySchedule? schedule, out string? error));
        Assert.Null(schedule);
        Assert.Contains($"'{text}'", error, StringComparison.Ordinal);
        Assert.Contains(DailySchedule.Allowed, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_out_of_its_range_is_refused()
    {
        Assert.Throws<ArgumentException>(() => DailySchedule.At());
        Assert.Throws<ArgumentException>(() => DailySchedule.At(new TimeOnly(9, 0, 0, 500)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DailySchedule.Every(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => DailySchedule.Every(TimeSpan.FromHours(25)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DailySchedule.Every(TimeSpan.FromSeconds(1.5)));
    }

    [Fact]
    public void Occurrences_follow_each_other_across_midnight()
    {
        DailySchedule schedule = Parsed("09:00, 14:00, 19:00");

        ScheduledOccurrence next = schedule.Next(Instant("2026-11-21T19:00+08:00"), Shanghai);
        ScheduledOccurrence latest = schedule.LatestAtOrBefore(Instant("2026-11-22T08:59:59.9999999+08:00"), Shanghai);

        Assert.Equal("2026-11-22T09:00", next.ToString());
        Assert.Equal(Instant("2026-11-22T09:00+08:00"), next.Instant);
        Assert.Equal("2026-11-21T19:00", latest.ToString());
        Assert.Equal("2026-11-21T14:00", schedule.LatestAtOrBefore(Instant("2026-11-21T14:00+08:00"), Shanghai).ToString());
    }

    [Fact]
    public void The_last_second_of_a_leap_day_is_an_occasion_of_that_day()
    {
        ScheduledOccurrence occurrence = Parsed("23:59:59").LatestAtOrBefore(Instant("2024-03-01T00:00+08:00"), Shanghai);

        Assert.Equal("2024-02-29T23:59:59", occurrence.ToString());
        Assert.Equal(Day("2024-02-29"), occurrence.LocalDate);
    }

    [Fact]
    public void A_time_that_does_not_exist_runs_at_the_first_instant_after_it_under_its_own_name()
    {
        ScheduledOccurrence occurrence = Assert.Single(Parsed("02:30").OccurrencesOn(Day("2026-03-29"), Berlin));

        Assert.Equal("2026-03-29T02:30", occurrence.ToString());
        Assert.Equal(Instant("2026-03-29T03:00+02:00"), occurrence.Instant);
    }

    [Fact]
    public void Times_that_a_gap_puts_on_one_instant_run_once()
    {
        IReadOnlyList<ScheduledOccurrence> occurrences = Parsed("01:30, 02:00, 02:30, 03:00, 03:30").OccurrencesOn(Day("2026-03-29"), Berlin);

        Assert.Equal(["2026-03-29T01:30", "2026-03-29T03:00", "2026-03-29T03:30"], occurrences.Select(occurrence => occurrence.ToString()));
    }

    [Fact]
    public void A_gap_up_to_midnight_does_not_hide_an_occasion_behind_the_next_days_first()
    {
        DailySchedule schedule = Parsed("00:00, 23:30");

        Assert.Equal(["2025-03-29T00:00"], schedule.OccurrencesOn(Day("2025-03-29"), Zone("America/Nuuk")).Select(occurrence => occurrence.ToString()));
        Assert.Equal("2025-03-30T00:00", schedule.Next(Instant("2025-03-29T12:00Z"), Zone("America/Nuuk")).ToString());
        Assert.Equal("2025-03-29T23:30", Parsed("23:30").Next(Instant("2025-03-29T12:00Z"), Zone("America/Nuuk")).ToString());
    }

    [Fact]
    public void A_time_that_exists_twice_runs_once_the_first_time()
    {
        DailySchedule schedule = Parsed("02:30");

        ScheduledOccurrence occurrence = schedule.Next(Instant("2026-10-25T00:00+02:00"), Berlin);

        Assert.Equal(Instant("2026-10-25T02:30+02:00"), occurrence.Instant);
        Assert.Equal(Instant("2026-10-26T02:30+01:00"), schedule.Next(occurrence.Instant, Berlin).Instant);
    }

    [Fact]
    public void An_interval_goes_on_through_the_repeated_hour_and_tells_the_two_apart()
    {
        IReadOnlyList<ScheduledOccurrence> occurrences = Parsed("every 30 minutes").OccurrencesOn(Day("2026-10-25"), Berlin);

        Assert.Equal(50, occurrences.Count);
        Assert.Equal(
            ["2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T02:00+01:00", "2026-10-25T02:30+01:00", "2026-10-25T03:00"],
            occurrences.Skip(4).Take(5).Select(occurrence => occurrence.ToString()));
    }

    [Fact]
    public void An_interval_leaves_out_the_hour_that_does_not_exist()
    {
        IReadOnlyList<ScheduledOccurrence> occurrences = Parsed("every 15 minutes").OccurrencesOn(Day("2026-03-08"), NewYork);

        Assert.Equal(92, occurrences.Count);
        Assert.Equal(["2026-03-08T01:45", "2026-03-08T03:00"], occurrences.Skip(7).Take(2).Select(occurrence => occurrence.ToString()));
    }

    [Fact]
    public void An_interval_that_does_not_divide_the_day_begins_anew_at_midnight()
    {
        DailySchedule schedule = DailySchedule.Every(TimeSpan.FromHours(7));

        Assert.Equal("2026-11-21T21:00", schedule.LatestAtOrBefore(Instant("2026-11-21T23:59:59+08:00"), Shanghai).ToString());
        Assert.Equal("2026-11-22T00:00", schedule.Next(Instant("2026-11-21T21:00+08:00"), Shanghai).ToString());
    }

    [Fact]
    public void No_occasion_lies_between_the_latest_and_the_next() => Holds(
        from schedule in ScheduleGen from zone in ZoneGen from now in InstantGen select (schedule, zone, now),
        sample =>
        {
            ScheduledOccurrence latest = sample.schedule.LatestAtOrBefore(sample.now, sample.zone);
            ScheduledOccurrence next = sample.schedule.Next(sample.now, sample.zone);
            return latest.Instant <= sample.now
                && next.Instant > sample.now
                && sample.schedule.Next(latest.Instant, sample.zone) == next
                && sample.schedule.LatestAtOrBefore(next.Instant, sample.zone) == next
                && sample.schedule.LatestAtOrBefore(next.Instant.AddTicks(-1), sample.zone) == latest;
        });

    [Fact]
    public void Walking_from_occasion_to_occasion_meets_those_of_each_day_and_no_name_twice() => Holds(
        from schedule in ScheduleGen.Where(schedule => !schedule.ToString()!.Contains("second", StringComparison.Ordinal))
        from zone in ZoneGen
        from day in DateGen
        select (schedule, zone, day),
        sample =>
        {
            List<ScheduledOccurrence> listed = [.. Enumerable.Range(0, 3).SelectMany(offset => sample.schedule.OccurrencesOn(sample.day.AddDays(offset), sample.zone))];
            List<ScheduledOccurrence> walked = [listed[0]];
            while (walked.Count < listed.Count)
            {
                walked.Add(sample.schedule.Next(walked[^1].Instant, sample.zone));
            }

            return walked.SequenceEqual(listed)
                && listed.Select(occurrence => occurrence.ToString()).Distinct(StringComparer.Ordinal).Count() == listed.Count
                && listed.TrueForAll(occurrence => occurrence.ToString().Length <= 25);
        });

    private static DailySchedule Parsed(string text) =>
        DailySchedule.TryParse(text, out DailySchedule? schedule, out string? error) ? schedule : throw new FormatException(error);
}
