using System.Globalization;
using Worker.Servicing.Calendar;
using Worker.Servicing.Operations;

namespace Worker.Ops.Calendar;

/// <summary>Times and days of the calendar in the reader's words.</summary>
internal static class CalendarWords
{
    // More times than these are shown as a count with the first and the last.
    private const int MostTimes = 6;

    private static readonly TimeSpan Near = TimeSpan.FromHours(2);

    public static string DayOfWeek(DateOnly day) =>
        CultureInfo.GetCultureInfo(SiteLanguage.Current.Tag).DateTimeFormat.GetAbbreviatedDayName(day.DayOfWeek);

    public static string Clock(TimeOnly time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>When a job runs on a day, with what a clock change does to a time.</summary>
    public static string Times(IReadOnlyList<ScheduledOccurrence> times, BusinessZone zone) => times.Count switch
    {
        0 => Texts.Calendar["NotThisDay"],
        > MostTimes => Texts.Calendar["Times", SiteLanguage.Current.Count(times.Count), Clock(times[0].LocalTime), Clock(times[^1].LocalTime)],
        _ => string.Join(Texts.Site["ListSeparator"], times.Select(time => Clock(time.LocalTime) + Remark(time, zone))),
    };

    /// <summary>What a clock change does to a time: it does not exist, or comes twice. Empty for any other.</summary>
    public static string Remark(ScheduledOccurrence time, BusinessZone zone)
    {
        if (time.RepeatedAtOffset is not null)
        {
            return $" ({Texts.Calendar["Repeated"]})";
        }

        return zone.LocalTimeAt(time.Instant) != time.LocalDate.ToDateTime(time.LocalTime) ? $" ({Texts.Calendar["Shifted"]})" : "";
    }

    /// <summary>The times of a job to show for a clock change: all where there are few, otherwise those around the change.</summary>
    public static IEnumerable<ScheduledOccurrence> Around(IReadOnlyList<ScheduledOccurrence> times, ClockChange change) =>
        times.Count <= MostTimes
            ? times
            : times.Where(time => time.Instant > change.At - Near && time.Instant < change.At + Near)
                .Where((_, index) => index % Math.Max(1, times.Count / 24 / 4) == 0);

    public static string Change(ClockChange change, BusinessZone zone)
    {
        string from = Clock(TimeOnly.FromDateTime((change.At + change.Before).UtcDateTime));
        string to = Clock(TimeOnly.FromDateTime(zone.LocalTimeAt(change.At)));
        return change.After > change.Before ? Texts.Calendar["Forward", from, to] : Texts.Calendar["Back", from, to];
    }
}
