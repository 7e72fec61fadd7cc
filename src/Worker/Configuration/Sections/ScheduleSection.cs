using System.Diagnostics.CodeAnalysis;
using Worker.Configuration.Reading;
using Worker.Servicing.Calendar;
using Worker.Servicing.Runs;

namespace Worker.Configuration.Sections;

/// <summary>Reads <c>Schedule</c>: one key for each job of the list.</summary>
internal static class ScheduleSection
{
    public static JobTimetable Read(SectionReader section, BusinessZone zone)
    {
        var schedules = new Dictionary<string, DailySchedule>(StringComparer.Ordinal);
        foreach (JobDefinition job in JobList.All)
        {
            if (section.List<DailySchedule?>(job.Name, null, TrySchedule, DailySchedule.Allowed) is { } schedule)
            {
                schedules[job.Name] = schedule;
            }
        }

        return new JobTimetable(zone, schedules);
    }

    private static bool TrySchedule(string text, [NotNullWhen(true)] out DailySchedule? schedule) =>
        DailySchedule.TryParse(text, out schedule, out _);
}
