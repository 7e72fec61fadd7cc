namespace Worker.Servicing.Calendar;

/// <summary>Times of day.</summary>
internal sealed class ScheduleAtTimes : DailySchedule
{
    private readonly TimeOnly[] times;

    public ScheduleAtTimes(IEnumerable<TimeOnly> times)
    {
        this.times = [.. times.Distinct().Order()];
        if (this.times.Length == 0 || Array.Exists(this.times, time => time.Ticks % TimeSpan.TicksPerSecond != 0))
        {
            throw new ArgumentException("A schedule wants at least one time of day, in whole seconds.", nameof(times));
        }
    }

    public override IReadOnlyList<ScheduledOccurrence> OccurrencesOn(DateOnly day, BusinessZone zone)
    {
        var occurrences = new List<ScheduledOccurrence>(times.Length);
        foreach (TimeOnly time in times)
        {
            var occurrence = new ScheduledOccurrence(day, time, zone.InstantOf(day, time));

            // Times inside a gap and at its end share one instant: they run once, under the name of the last of them.
            if (occurrences.Count > 0 && occurrences[^1].Instant == occurrence.Instant)
            {
                occurrences.RemoveAt(occurrences.Count - 1);
            }

            occurrences.Add(occurrence);
        }

        // A gap that reaches midnight, or a day that the zone skipped, may put the last of them on the next day's first.
        if (occurrences[^1].Instant == zone.InstantOf(day.AddDays(1), times[0]))
        {
            occurrences.RemoveAt(occurrences.Count - 1);
        }

        return occurrences;
    }

    public override ScheduledOccurrence Next(DateTimeOffset after, BusinessZone zone)
    {
        for (DateOnly day = zone.DateAt(after).AddDays(-1); ; day = day.AddDays(1))
        {
            foreach (ScheduledOccurrence occurrence in OccurrencesOn(day, zone))
            {
                if (occurrence.Instant > after)
                {
                    return occurrence;
                }
            }
        }
    }

    public override ScheduledOccurrence LatestAtOrBefore(DateTimeOffset now, BusinessZone zone)
    {
        for (DateOnly day = zone.DateAt(now).AddDays(1); ; day = day.AddDays(-1))
        {
            if (OccurrencesOn(day, zone).LastOrDefault(occurrence => occurrence.Instant <= now) is { } latest)
            {
                return latest;
            }
        }
    }

    public override string ToString() => string.Join(", ", times.Select(ClockTime.Text));
}
