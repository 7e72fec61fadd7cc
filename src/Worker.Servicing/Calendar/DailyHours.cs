using System.Diagnostics.CodeAnalysis;

namespace Worker.Servicing.Calendar;

/// <summary>A stretch of every day by the clock of a zone. It spans midnight when it ends at or before the time it begins.</summary>
/// <param name="To">The first moment after it; the same as <paramref name="From"/> for the whole day.</param>
public readonly record struct DailyHours(TimeOnly From, TimeOnly To)
{
    /// <summary>The stretch that begins on a day. Empty where daylight saving leaves it out.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) On(DateOnly day, BusinessZone zone) =>
        (zone.InstantOf(day, From), zone.InstantOf(From < To ? day : day.AddDays(1), To));

    /// <summary>The end of the stretch that holds an instant; null when none does.</summary>
    public DateTimeOffset? EndWhenInside(DateTimeOffset instant, BusinessZone zone)
    {
        DateOnly day = zone.DateAt(instant);
        for (int offset = -1; offset <= 1; offset++)
        {
            (DateTimeOffset start, DateTimeOffset end) = On(day.AddDays(offset), zone);
            if (start <= instant && instant < end)
            {
                return end;
            }
        }

        return null;
    }

    public DateTimeOffset NextStart(DateTimeOffset after, BusinessZone zone)
    {
        for (DateOnly day = zone.DateAt(after).AddDays(-1); ; day = day.AddDays(1))
        {
            (DateTimeOffset start, DateTimeOffset end) = On(day, zone);
            if (start > after && start < end)
            {
                return start;
            }
        }
    }

    /// <summary>Reads <c>07:00-22:00</c>, <c>22:00-08:00</c> or <c>00:00-24:00</c>; false with what is allowed.</summary>
    public static bool TryParse(string? text, out DailyHours hours, [NotNullWhen(false)] out string? error)
    {
        hours = default;
        error = null;
        string[] ends = (text ?? "").Split('-', StringSplitOptions.TrimEntries);
        bool untilMidnight = ends is [_, "24:00"];
        if (ends.Length != 2
            || !ClockTime.TryParse(ends[0], out TimeOnly from)
            || !ClockTime.TryParse(untilMidnight ? "00:00" : ends[1], out TimeOnly to)
            || (from == to && !untilMidnight))
        {
            error = $"'{text}' is not a stretch of the day. Allowed: two different times like '07:00-22:00'; "
                + "'22:00-08:00' spans midnight, '00:00-24:00' is the whole day.";
            return false;
        }

        hours = new DailyHours(from, to);
        return true;
    }

    public override string ToString() => $"{ClockTime.Text(From)}-{(To == TimeOnly.MinValue ? "24:00" : ClockTime.Text(To))}";
}
