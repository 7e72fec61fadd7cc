namespace Worker.Servicing.Calendar;

/// <summary>Every so often from local midnight on, until the next one.</summary>
internal sealed class ScheduleAtInterval : DailySchedule
{
    private readonly TimeSpan interval;

    public ScheduleAtInterval(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, TimeSpan.FromDays(1));
        if (interval.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(interval), interval, "An interval is whole seconds.");
        }

        this.interval = interval;
    }

    public override IReadOnlyList<ScheduledOccurrence> OccurrencesOn(DateOnly day, BusinessZone zone)
    {
        var occurrences = new List<ScheduledOccurrence>();
        DateTimeOffset end = Midnight(day.AddDays(1), zone);
        for (DateTimeOffset instant = Midnight(day, zone); instant < end; instant += interval)
        {
            occurrences.Add(OccurrenceAt(instant, day, zone));
        }

        return occurrences;
    }

    public override ScheduledOccurrence Next(DateTimeOffset after, BusinessZone zone)
    {
        DateOnly day = DayHolding(after, zone);
        DateTimeOffset next = LatestInstant(after, day, zone) + interval;
        DateTimeOffset end = Midnight(day.AddDays(1), zone);
        return next < end ? OccurrenceAt(next, day, zone) : OccurrenceAt(end, DayHolding(end, zone), zone);
    }

    public override ScheduledOccurrence LatestAtOrBefore(DateTimeOffset now, BusinessZone zone)
    {
        DateOnly day = DayHolding(now, zone);
        return OccurrenceAt(LatestInstant(now, day, zone), day, zone);
    }

    public override string ToString() => interval switch
    {
        { Ticks: TimeSpan.TicksPerMinute } => "every minute",
        { Seconds: 0 } => $"every {interval.TotalMinutes:0} minutes",
        { Ticks: TimeSpan.TicksPerSecond } => "every second",
        _ => $"every {interval.TotalSeconds:0} seconds",
    };

    private static DateTimeOffset Midnight(DateOnly day, BusinessZone zone) => zone.InstantOf(day, TimeOnly.MinValue);

    /// <summary>The day whose midnight came last. Clocks that are set back over midnight show another one for a while.</summary>
    private static DateOnly DayHolding(DateTimeOffset instant, BusinessZone zone)
    {
        DateOnly day = zone.DateAt(instant).AddDays(1);
        while (Midnight(day, zone) > instant)
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    private static ScheduledOccurrence OccurrenceAt(DateTimeOffset instant, DateOnly day, BusinessZone zone)
    {
        DateTime local = zone.LocalTimeAt(instant);
        var time = TimeOnly.FromDateTime(local);
        return new ScheduledOccurrence(day, time, instant)
        {
            RepeatedAtOffset = zone.InstantOf(DateOnly.FromDateTime(local), time) < instant ? zone.Zone.GetUtcOffset(instant) : null,
        };
    }

    private DateTimeOffset LatestInstant(DateTimeOffset now, DateOnly day, BusinessZone zone)
    {
        DateTimeOffset start = Midnight(day, zone);
        return start.AddTicks((now - start).Ticks / interval.Ticks * interval.Ticks);
    }
}
