using Worker.Servicing.Calendar;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Operators;

/// <summary>Tells what the coming days bring.</summary>
/// <param name="calendar">Knows working days.</param>
public sealed class CalendarDesk(ICalendarReader reader, BusinessCalendar calendar, JobTimetable timetable, TimeProvider time)
{
    /// <summary>How many days are told of, today included.</summary>
    public const int Days = 14;

    private const int DaysUntilClocksChange = 366;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Tells of today and the days after it.</summary>
    public async Task<CalendarReport> ReadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateOnly today = timetable.Zone.DateAt(now);
        DateOnly last = today.AddDays(Days - 1);
        ILookup<DateOnly, OpenDueDay> due = (await reader.ReadAsync(today, last, cancellationToken)).ToLookup(day => day.DueOn);
        CalendarDay[] days = [.. Enumerable.Range(0, Days).Select(ahead => DayOf(today.AddDays(ahead), due))];
        DateOnly? change = Enumerable.Range(0, DaysUntilClocksChange)
            .Select(today.AddDays)
            .Cast<DateOnly?>()
            .FirstOrDefault(day => ChangeOn(day!.Value) is { } found && found.At > now);
        return new CalendarReport(days, change is DateOnly day ? DayOf(day, due) : null, calendar.YearsWithoutFile(today, last));
    }

    private CalendarDay DayOf(DateOnly day, ILookup<DateOnly, OpenDueDay> due) => new(
        day,
        calendar.IsWorkingDay(day),
        calendar.HolidayOn(day),
        [.. due[day]],
        [.. JobList.All.Select(job => new JobTimes(job.Name, timetable.Of(job).OccasionsOn(day, timetable.Zone)))],
        ChangeOn(day));

    /// <summary>The first change of the offset on a local day, to the second.</summary>
    private ClockChange? ChangeOn(DateOnly day)
    {
        DateTimeOffset early = timetable.Zone.InstantOf(day, TimeOnly.MinValue);
        DateTimeOffset late = timetable.Zone.InstantOf(day.AddDays(1), TimeOnly.MinValue);
        TimeSpan before = timetable.Zone.Zone.GetUtcOffset(early - Second);
        TimeSpan after = timetable.Zone.Zone.GetUtcOffset(late - Second);
        if (before == after)
        {
            return null;
        }

        early -= Second;
        while (late - early > Second)
        {
            DateTimeOffset middle = early + TimeSpan.FromSeconds(Math.Floor((late - early).TotalSeconds / 2));
            (early, late) = timetable.Zone.Zone.GetUtcOffset(middle) == before ? (middle, late) : (early, middle);
        }

        return new ClockChange(late, before, after);
    }
}

/// <summary>What the coming days bring.</summary>
/// <param name="Days">The days, today first.</param>
/// <param name="NextClockChange">The next day on which clocks change, within a year; null where they don't.</param>
/// <param name="YearsWithoutFile">Years among these days of which no holiday is known.</param>
public sealed record CalendarReport(IReadOnlyList<CalendarDay> Days, CalendarDay? NextClockChange, IReadOnlyList<int> YearsWithoutFile);
