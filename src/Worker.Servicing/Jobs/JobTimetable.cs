using Worker.Servicing.Calendar;

namespace Worker.Servicing.Jobs;

public sealed record JobTimetable(BusinessZone Zone, IReadOnlyDictionary<string, DailySchedule> Schedules)
{
    public DailySchedule Of(JobDefinition job)
    {
        if (Schedules.TryGetValue(job.Name, out DailySchedule? schedule))
        {
            return schedule;
        }

        return DailySchedule.TryParse(job.Times, out schedule, out string? error)
            ? schedule
            : throw new InvalidOperationException($"The list of jobs gives '{job.Times}' for {job.Name}: {error}");
    }

    /// <summary>The newest business date that a job could work for: none that has not come, and for a closed day none that has not closed.</summary>
    public DateOnly NewestDateOf(JobDefinition job, DateTimeOffset now) => job.BusinessDate.DateOf(Zone.DateAt(now));

    /// <summary>The business date a job works for at the newest of its times that has come, and that time.</summary>
    public (DateOnly BusinessDate, ScheduledOccurrence Occurrence) NewestOf(JobDefinition job, DateTimeOffset now)
    {
        ScheduledOccurrence occurrence = Of(job).LatestAtOrBefore(now, Zone);
        return (job.BusinessDate.DateOf(occurrence), occurrence);
    }
}
