using System.Globalization;
using Worker.Servicing.Calendar;
using Worker.Servicing.Operations;

namespace Worker.Ops.Calendar;

/// <summary>Times and days of the calendar in the reader's words.</summary>
internal static class CalendarWords
{
    // More times than that are told by how many they are.
    private const int MostTimes = 6;

    private static readonly TimeSpan Near = TimeSpan.FromHours(2);

    /// <summary>Which day of the week a day is.</summary>
    public static string DayOfWeek(DateOnly day) =>
        CultureInfo.GetCultureInfo(SiteLanguage.Current.Tag).DateTimeFormat.GetAbbreviatedDayName(day.DayOfWeek);

    /// <summary>A time of day.</summary>
    public static string Clock(TimeOnly time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>When a job runs on a day; what clocks do to a time stands behind it.</summary>
    public static string Times(IReadOnlyList<ScheduledOccurrence> times, BusinessZone zone) => times.Count switch
    {
        0 => SiteLanguage.Choose("not on this day", "当日不运行"),
        > MostTimes => CalendarTexts.Current.Times(SiteLanguage.Current.Count(times.Count), Clock(times[0].LocalTime), Clock(times[^1].LocalTime)),
        _ => string.Join(SiteLanguage.Choose(", ", "，"), times.Select(time => Clock(time.LocalTime) + Remark(time, zone))),
    };

    /// <summary>What clocks do to a time: that it does not exist, or comes twice; empty for any other.</summary>
    public static string Remark(ScheduledOccurrence time, BusinessZone zone)
    {
        if (time.RepeatedAtOffset is not null)
        {
            return $" ({CalendarTexts.Current.Repeated})";
        }

        return zone.LocalTimeAt(time.Instant) != time.LocalDate.ToDateTime(time.LocalTime) ? $" ({CalendarTexts.Current.Shifted})" : "";
    }

    /// <summary>The times of a job that are worth a look where clocks change: all where there are few, those around the change otherwise.</summary>
    public static IEnumerable<ScheduledOccurrence> Around(IReadOnlyList<ScheduledOccurrence> times, ClockChange change) =>
        times.Count <= MostTimes
            ? times
            : times.Where(time => time.Instant > change.At - Near && time.Instant < change.At + Near)
                .Where((_, index) => index % Math.Max(1, times.Count / 24 / 4) == 0);

    public static string Change(ClockChange change, BusinessZone zone)
    {
        string from = Clock(TimeOnly.FromDateTime((change.At + change.Before).UtcDateTime));
        string to = Clock(TimeOnly.FromDateTime(zone.LocalTimeAt(change.At)));
        return change.After > change.Before ? CalendarTexts.Current.Forward(from, to) : CalendarTexts.Current.Back(from, to);
    }
}
