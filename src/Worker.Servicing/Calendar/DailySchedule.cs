using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Worker.Servicing.Calendar;

/// <summary>
/// When a job runs: at times of day, or every so often from local midnight on, anew each day. A time of day that daylight
/// saving leaves out runs at the first instant after it, one that comes twice runs once; an interval is elapsed time and
/// goes on through both.
/// </summary>
public abstract class DailySchedule
{
    /// <summary>What <see cref="TryParse"/> takes, for an error text.</summary>
    public const string Allowed =
        "times of day like '09:00, 14:00, 19:00', or 'every 15 minutes', 'every minute', 'every 30 seconds' (1 second to 24 hours)";

    private protected DailySchedule()
    {
    }

    /// <summary>At these times of day, in any order; one that is given twice counts once.</summary>
    /// <exception cref="ArgumentException">There is none, or one has a fraction of a second.</exception>
    public static DailySchedule At(params IEnumerable<TimeOnly> times) => new ScheduleAtTimes(times);

    /// <param name="interval">Whole seconds, 1 second to 24 hours.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is out of its range.</exception>
    public static DailySchedule Every(TimeSpan interval) => new ScheduleAtInterval(interval);

    /// <summary>Reads a schedule from configuration; false with a text that says what is allowed.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DailySchedule? schedule, [NotNullWhen(false)] out string? error)
    {
        string[] words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        schedule = words is [var first, ..] && first.Equals("every", StringComparison.OrdinalIgnoreCase)
            ? ParseInterval(words)
            : ParseTimes(text ?? "");
        error = schedule is null ? $"'{text}' is not a schedule. Allowed: {Allowed}." : null;
        return schedule is not null;
    }

    /// <summary>The occurrences of a local day, in order of their instants, no two at the same instant.</summary>
    public abstract IReadOnlyList<ScheduledOccurrence> OccurrencesOn(DateOnly day, BusinessZone zone);

    public abstract ScheduledOccurrence Next(DateTimeOffset after, BusinessZone zone);

    public abstract ScheduledOccurrence LatestAtOrBefore(DateTimeOffset now, BusinessZone zone);

    private static ScheduleAtInterval? ParseInterval(string[] words)
    {
        int count = 1;
        if (words.Length is < 2 or > 3
            || (words.Length == 3 && !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out count)))
        {
            return null;
        }

        long unit = words[^1].ToLowerInvariant() switch
        {
            "second" or "seconds" => 1,
            "minute" or "minutes" => 60,
            "hour" or "hours" => 3600,
            _ => 0,
        };
        long seconds = count * unit;
        return seconds is < 1 or > 86_400 ? null : new ScheduleAtInterval(TimeSpan.FromSeconds(seconds));
    }

    private static ScheduleAtTimes? ParseTimes(string text)
    {
        var times = new List<TimeOnly>();
        foreach (string part in text.Split(','))
        {
            if (!ClockTime.TryParse(part, out TimeOnly time))
            {
                return null;
            }

            times.Add(time);
        }

        return new ScheduleAtTimes(times);
    }
}

/// <summary>One time at which a job is scheduled to run.</summary>
/// <param name="LocalDate">The day in the business zone.</param>
/// <param name="LocalTime">The scheduled time of day; whole seconds.</param>
/// <param name="Instant">When that is, in UTC; after a gap of daylight saving it is later than the time of day says.</param>
public sealed record ScheduledOccurrence(DateOnly LocalDate, TimeOnly LocalTime, DateTimeOffset Instant)
{
    /// <summary>
    /// The offset from UTC when clocks show this time of day for the second time (a job that runs every so often goes on
    /// through the repeated hour); null otherwise.
    /// </summary>
    public TimeSpan? RepeatedAtOffset { get; init; }

    /// <summary>
    /// The occurrence's name, the same for ever and different for every occurrence of a schedule: <c>2026-11-21T09:00</c>, with
    /// seconds where there are any and with the offset in a repeated hour (<c>2026-10-25T02:15+01:00</c>). At most 25 characters.
    /// </summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{LocalDate:yyyy-MM-dd}T{ClockTime.Text(LocalTime)}{OffsetText}");

    private string OffsetText => RepeatedAtOffset is not { } offset
        ? ""
        : (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
}
