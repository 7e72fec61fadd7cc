using Worker.Servicing.Calendar;

namespace Worker.Servicing.Operators;

/// <summary>One of the coming days.</summary>
/// <param name="Date">The day.</param>
/// <param name="Holiday">The holiday it belongs to, as a day off or as one worked in exchange; null for any other day.</param>
/// <param name="Jobs">When each job runs, in the order of the list of jobs.</param>
/// <param name="ClockChange">What clocks do on this day; null when they go on as ever.</param>
public sealed record CalendarDay(
    DateOnly Date, bool IsWorkingDay, string? Holiday, IReadOnlyList<OpenDueDay> Due, IReadOnlyList<JobTimes> Jobs, ClockChange? ClockChange);

/// <summary>When a job runs on a day.</summary>
/// <param name="Times">Its times, in order.</param>
public sealed record JobTimes(string Job, IReadOnlyList<Occasion> Times);

/// <param name="Before">The offset from UTC before.</param>
public sealed record ClockChange(DateTimeOffset At, TimeSpan Before, TimeSpan After);
