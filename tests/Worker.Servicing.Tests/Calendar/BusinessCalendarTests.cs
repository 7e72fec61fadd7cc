using FsCheck.Fluent;
using Worker.Servicing.Calendar;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Calendar;

public class BusinessCalendarTests
{
    [Theory]
    [InlineData("2026-01-04")] // a Sunday, in exchange for 2 January
    [InlineData("2026-02-14")] // a Saturday before Spring Festival
    [InlineData("2026-02-28")]
    [InlineData("2024-02-04")]
    [InlineData("2024-09-29")]
    [InlineData("2025-10-11")]
    public void A_weekend_day_that_is_worked_in_exchange_is_a_working_day(string day)
    {
        Assert.True(BusinessCalendar.BuiltIn.IsWorkingDay(Day(day)));
        Assert.False(BusinessCalendar.WeekendsOnly.IsWorkingDay(Day(day)));
    }

    [Theory]
    [InlineData("2026-02-15", "2026-02-23")]
    [InlineData("2025-01-28", "2025-02-04")]
    [InlineData("2024-02-10", "2024-02-17")]
    public void Spring_Festival_is_off_from_its_first_day_to_its_last(string first, string last)
    {
        for (DateOnly day = Day(first); day <= Day(last); day = day.AddDays(1))
        {
            Assert.False(BusinessCalendar.BuiltIn.IsWorkingDay(day), $"{day:O} is off");
        }

        Assert.True(BusinessCalendar.BuiltIn.IsWorkingDay(Day(last).AddDays(1)));
    }

    [Theory]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void Each_built_in_year_has_the_announced_number_of_working_days(int year, int workingDays)
    {
        IEnumerable<DateOnly> days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays);

        Assert.Equal(workingDays, days.Count(BusinessCalendar.BuiltIn.IsWorkingDay));
    }

    [Theory]
    [InlineData("2026-10-01", DueDateRoll.None, "2026-10-01")]
    [InlineData("2026-10-01", DueDateRoll.Following, "2026-10-08")]
    [InlineData("2026-10-01", DueDateRoll.ModifiedFollowing, "2026-10-08")]
    [InlineData("2026-10-01", DueDateRoll.Preceding, "2026-09-30")]
    [InlineData("2026-01-31", DueDateRoll.Following, "2026-02-02")]
    [InlineData("2026-01-31", DueDateRoll.ModifiedFollowing, "2026-01-30")]
    [InlineData("2026-02-28", DueDateRoll.Following, "2026-02-28")] // a worked Saturday stays
    [InlineData("2026-02-15", DueDateRoll.Preceding, "2026-02-14")] // back to a worked Saturday
    [InlineData("2026-01-03", DueDateRoll.Following, "2026-01-04")] // on to a worked Sunday
    [InlineData("2026-01-01", DueDateRoll.Preceding, "2025-12-31")]
    [InlineData("2024-02-29", DueDateRoll.Following, "2024-02-29")]
    public void A_due_date_rolls_by_the_policy(string due, DueDateRoll policy, string rolled) =>
        Assert.Equal(Day(rolled), BusinessCalendar.BuiltIn.Roll(Day(due), policy));

    [Fact]
    public void A_leap_day_on_a_weekend_does_not_leave_its_month_under_modified_following()
    {
        DateOnly sunday = Day("2032-02-29");

        Assert.Equal(Day("2032-03-01"), BusinessCalendar.BuiltIn.Roll(sunday, DueDateRoll.Following));
        Assert.Equal(Day("2032-02-27"), BusinessCalendar.BuiltIn.Roll(sunday, DueDateRoll.ModifiedFollowing));
    }

    [Fact]
    public void A_year_without_a_file_knows_weekends_only_and_is_told()
    {
        Assert.True(BusinessCalendar.BuiltIn.IsWorkingDay(Day("2027-10-01")));
        Assert.False(BusinessCalendar.BuiltIn.IsWorkingDay(Day("2027-10-02")));
        Assert.Equal([2023, 2027, 2028], BusinessCalendar.BuiltIn.YearsWithoutFile(Day("2023-12-31"), Day("2028-01-01")));
        Assert.Empty(BusinessCalendar.BuiltIn.YearsWithoutFile(Day("2024-01-01"), Day("2026-12-31")));
        Assert.Empty(BusinessCalendar.BuiltIn.YearsWithoutFile(Day("2028-01-01"), Day("2023-12-31")));
    }

    [Fact]
    public void Days_of_a_neighbouring_year_hold_and_the_later_announcement_wins()
    {
        DateOnly day = Day("2030-12-31");
        var earlier = new HolidayYear(2030, [new HolidayDay("earlier", day, IsOffDay: false)]);
        var later = new HolidayYear(2031, [new HolidayDay("later", day, IsOffDay: true)]);

        Assert.False(new BusinessCalendar([later]).IsWorkingDay(day));
        Assert.False(new BusinessCalendar([later, earlier]).IsWorkingDay(day));
        Assert.False(new BusinessCalendar([earlier, later]).IsWorkingDay(day));
        Assert.Equal([2030], new BusinessCalendar([later]).YearsWithoutFile(day, day));
    }

    [Fact]
    public void Rolling_reaches_the_nearest_working_day_on_its_side() => Holds(
        DateGen,
        due =>
        {
            BusinessCalendar calendar = BusinessCalendar.BuiltIn;
            DateOnly following = calendar.Roll(due, DueDateRoll.Following);
            DateOnly preceding = calendar.Roll(due, DueDateRoll.Preceding);
            DateOnly modified = calendar.Roll(due, DueDateRoll.ModifiedFollowing);
            bool nothingBetween = !Enumerable.Range(preceding.DayNumber + 1, Math.Max(0, following.DayNumber - preceding.DayNumber - 1))
                .Select(DateOnly.FromDayNumber)
                .Any(calendar.IsWorkingDay);
            return nothingBetween
                && preceding <= due && due <= following
                && calendar.IsWorkingDay(following) && calendar.IsWorkingDay(preceding)
                && modified == (following.Month == due.Month ? following : preceding)
                && modified.Month == due.Month
                && calendar.Roll(due, DueDateRoll.None) == due
                && (!calendar.IsWorkingDay(due) || (following == due && preceding == due));
        });

    [Fact]
    public void Rolling_twice_moves_nothing_more() => Holds(
        from due in DateGen from policy in Gen.Elements(Enum.GetValues<DueDateRoll>()) select (due, policy),
        sample =>
        {
            DateOnly rolled = BusinessCalendar.BuiltIn.Roll(sample.due, sample.policy);
            return BusinessCalendar.BuiltIn.Roll(rolled, sample.policy) == rolled;
        });

    [Theory]
    [InlineData("none", DueDateRoll.None)]
    [InlineData(" ModifiedFollowing ", DueDateRoll.ModifiedFollowing)]
    public void A_policy_is_read_by_its_name_in_any_case(string text, DueDateRoll expected)
    {
        Assert.True(DueDateRolls.TryParse(text, out DueDateRoll roll));
        Assert.Equal(expected, roll);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("none, following")]
    public void A_policy_that_is_no_name_is_refused(string? text) => Assert.False(DueDateRolls.TryParse(text, out _));

    [Fact]
    public void Every_policy_is_named_where_the_allowed_ones_are_listed() =>
        Assert.Equal(DueDateRolls.Allowed, string.Join(", ", Enum.GetValues<DueDateRoll>().Select(roll => roll.Name())));
}
