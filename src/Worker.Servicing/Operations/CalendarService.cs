using Worker.Servicing.Calendar;
using Worker.Servicing.Jobs;

namespace Worker.Servicing.Operations;

/// <summary>Due amounts, job times, holidays and changes of clocks in the coming days.</summary>
public sealed class CalendarService(ICalendarReader reader, BusinessCalendar calendar, JobTimetable timetable, TimeProvider time)
{
    /// <summary>Today included.</summary>
    public const int Days = 14;

    private const int DaysUntilClocksChange = 366;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

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
        [.. JobList.All.Select(job => new JobTimes(job.Name, timetable.Of(job).OccurrencesOn(day, timetable.Zone)))],
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

/// <param name="Days">The days, today first.</param>
/// <param name="NextClockChange">The next day on which clocks change, within a year; null where they don't.</param>
/// <param name="YearsWithoutFile">Years among these days of which no holiday is known.</param>
public sealed record CalendarReport(IReadOnlyList<CalendarDay> Days, CalendarDay? NextClockChange, IReadOnlyList<int> YearsWithoutFile);

/// <param name="Holiday">The holiday it belongs to, as a day off or as one worked in exchange; null for any other day.</param>
/// <param name="Jobs">When each job runs, in the order of the list of jobs.</param>
/// <param name="ClockChange">What clocks do on this day; null when they go on as ever.</param>
public sealed record CalendarDay(
    DateOnly Date, bool IsWorkingDay, string? Holiday, IReadOnlyList<OpenDueDay> Due, IReadOnlyList<JobTimes> Jobs, ClockChange? ClockChange);

public sealed record JobTimes(string Job, IReadOnlyList<ScheduledOccurrence> Times);

/// <param name="Before">The offset from UTC before.</param>
public sealed record ClockChange(DateTimeOffset At, TimeSpan Before, TimeSpan After);

public interface ICalendarReader
{
    /// <summary>What is open of each day from one to another, both included, in the order of days and currencies; a day on which nothing falls due is missing.</summary>
    Task<IReadOnlyList<OpenDueDay>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

/// <summary>What is open of the installments of a due date in one currency.</summary>
public sealed record OpenDueDay
{
    public required DateOnly DueOn { get; init; }

    public required string Currency { get; init; }

    public required long Installments { get; init; }

    /// <summary>Their principal and interest in minor units; what was paid of one in part is not taken off.</summary>
    public required long Amount { get; init; }
}
