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

    public override IReadOnlyList<Occasion> OccasionsOn(DateOnly day, BusinessZone zone)
    {
        var occasions = new List<Occasion>(times.Length);
        foreach (TimeOnly time in times)
        {
            var occasion = new Occasion(day, time, zone.InstantOf(day, time));

            // Times inside a gap and at its end share one instant: they run once, under the name of the last of them.
            if (occasions.Count > 0 && occasions[^1].Instant == occasion.Instant)
            {
                occasions.RemoveAt(occasions.Count - 1);
            }

            occasions.Add(occasion);
        }

        // A gap that reaches midnight, or a day that the zone skipped, may put the last of them on the next day's first.
        if (occasions[^1].Instant == zone.InstantOf(day.AddDays(1), times[0]))
        {
            occasions.RemoveAt(occasions.Count - 1);
        }

        return occasions;
    }

    public override Occasion Next(DateTimeOffset after, BusinessZone zone)
    {
        for (DateOnly day = zone.DateAt(after).AddDays(-1); ; day = day.AddDays(1))
        {
            foreach (Occasion occasion in OccasionsOn(day, zone))
            {
                if (occasion.Instant > after)
                {
                    return occasion;
                }
            }
        }
    }

    public override Occasion LatestAtOrBefore(DateTimeOffset now, BusinessZone zone)
    {
        for (DateOnly day = zone.DateAt(now).AddDays(1); ; day = day.AddDays(-1))
        {
            if (OccasionsOn(day, zone).LastOrDefault(occasion => occasion.Instant <= now) is { } latest)
            {
                return latest;
            }
        }
    }

    public override string ToString() => string.Join(", ", times.Select(ClockTime.Text));
}
