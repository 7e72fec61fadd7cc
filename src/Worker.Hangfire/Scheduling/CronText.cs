using System.Globalization;
using Worker.Servicing.Calendar;

namespace Worker.Hangfire.Scheduling;

/// <summary>
/// Our schedules as cron expressions. Cron fires at every combination of its fields, so <c>09:00, 14:30</c> would also fire at
/// 09:30: <see cref="ScheduledJobFactory"/> leaves out what is not in the schedule.
/// </summary>
internal static class CronText
{
    private const int DaysAhead = 366;

    /// <summary>An expression that fires at every occurrence of a schedule; it has seconds only if the schedule does.</summary>
    /// <param name="from">The first day: when clocks change, times can differ.</param>
    public static string Of(DailySchedule schedule, BusinessZone zone, DateOnly from)
    {
        TimeOnly[] times = [.. DaysToLookAt(zone, from).SelectMany(day => schedule.OccurrencesOn(day, zone)).Select(occurrence => occurrence.LocalTime)];
        string minutesAndHours = $"{Field(times.Select(time => time.Minute), 60)} {Field(times.Select(time => time.Hour), 24)} * * *";
        string seconds = Field(times.Select(time => time.Second), 60);
        return seconds == "0" ? minutesAndHours : $"{seconds} {minutesAndHours}";
    }

    /// <summary>An ordinary day, and the days of the coming year on which clocks change.</summary>
    private static IEnumerable<DateOnly> DaysToLookAt(BusinessZone zone, DateOnly from)
    {
        bool isOrdinaryFound = false;
        for (int ahead = 0; ahead < DaysAhead; ahead++)
        {
            DateOnly day = from.AddDays(ahead);
            TimeSpan length = zone.InstantOf(day.AddDays(1), TimeOnly.MinValue) - zone.InstantOf(day, TimeOnly.MinValue);
            bool isOrdinary = length == TimeSpan.FromDays(1);
            if (!isOrdinary || !isOrdinaryFound)
            {
                isOrdinaryFound |= isOrdinary;
                yield return day;
            }
        }
    }

    private static string Field(IEnumerable<int> values, int count)
    {
        int[] all = [.. values.Distinct().Order()];
        if (all.Length == count)
        {
            return "*";
        }

        int step = all.Length > 1 ? all[1] : 0;
        return step > 0 && count % step == 0 && all.SequenceEqual(Enumerable.Range(0, count / step).Select(index => index * step))
            ? string.Create(CultureInfo.InvariantCulture, $"*/{step}")
            : string.Join(',', all);
    }
}
