using System.Collections.Frozen;

namespace Worker.Servicing.Calendar;

/// <summary>Which days are worked: Monday to Friday, except as the holiday files say. Immutable.</summary>
public sealed class BusinessCalendar
{
    private readonly FrozenDictionary<DateOnly, HolidayDay> announcedDays;
    private readonly FrozenSet<int> years;

    /// <summary>A calendar of holiday files. Where two of them name the same day, the later announcement holds.</summary>
    public BusinessCalendar(IEnumerable<HolidayYear> holidays)
    {
        HolidayYear[] announced = [.. holidays.OrderBy(year => year.Year)];
        var days = new Dictionary<DateOnly, HolidayDay>();
        foreach (HolidayDay day in announced.SelectMany(year => year.Days))
        {
            days[day.Date] = day;
        }

        announcedDays = days.ToFrozenDictionary();
        years = announced.Select(year => year.Year).ToFrozenSet();
    }

    public static BusinessCalendar WeekendsOnly { get; } = new([]);

    /// <summary>The files that come with the worker: mainland China, 2024 to 2026.</summary>
    public static BusinessCalendar BuiltIn { get; } = HolidayFiles.BuiltIn();

    /// <summary>The years that have a file, in order.</summary>
    public IReadOnlyList<int> Years => [.. years.Order()];

    public bool IsWorkingDay(DateOnly date) =>
        announcedDays.TryGetValue(date, out HolidayDay? day) ? !day.IsOffDay : date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The holiday that a day belongs to, as a day off or as one that is worked in exchange; null for any other day.</summary>
    public string? HolidayOn(DateOnly date) => announcedDays.TryGetValue(date, out HolidayDay? day) ? day.Name : null;

    /// <summary>The due date after rolling. A working day stays where it is whatever the policy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such policy, or no working day before the end of the calendar.</exception>
    public DateOnly Roll(DateOnly due, DueDateRoll policy) => policy switch
    {
        DueDateRoll.None => due,
        DueDateRoll.Following => WorkingDayFrom(due, step: 1),
        DueDateRoll.Preceding => WorkingDayFrom(due, step: -1),
        DueDateRoll.ModifiedFollowing => WorkingDayFrom(due, step: 1) is var following && following.Month == due.Month
            ? following
            : WorkingDayFrom(due, step: -1),
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, null),
    };

    /// <summary>
    /// The years between two dates, both included, that have no file: only weekends are known of them, which deserves a
    /// warning.
    /// </summary>
    public IReadOnlyList<int> YearsWithoutFile(DateOnly from, DateOnly to) =>
        [.. Enumerable.Range(from.Year, Math.Max(0, to.Year - from.Year + 1)).Where(year => !years.Contains(year))];

    private DateOnly WorkingDayFrom(DateOnly date, int step)
    {
        while (!IsWorkingDay(date))
        {
            date = date.AddDays(step);
        }

        return date;
    }
}
