namespace Worker.Simulation.Oracles;

/// <summary>Dates and times of a zone, found by looking.</summary>
public sealed class OracleClock(string zone)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
    private readonly Dictionary<DateTime, DateTimeOffset> found = [];

    public DateOnly DateAt(DateTimeOffset instant) => DateOnly.FromDateTime(LocalAt(instant));

    public DateTime LocalAt(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    /// <summary>The first instant at which clocks show the time, or a later one if they leave it out. Zones change their clocks at whole fives of minutes.</summary>
    public DateTimeOffset InstantOf(DateOnly date, TimeOnly time)
    {
        DateTime wanted = date.ToDateTime(time);
        if (found.TryGetValue(wanted, out DateTimeOffset instant))
        {
            return instant;
        }

        instant = new DateTimeOffset(wanted.AddHours(-15), TimeSpan.Zero);
        while (LocalAt(instant) < wanted)
        {
            instant = instant.AddMinutes(5);
        }

        return found[wanted] = instant;
    }

    /// <summary>Whether clocks show a time from the first on and before the second; a stretch that ends before it begins spans midnight.</summary>
    public bool IsWithin(DateTimeOffset instant, TimeOnly from, TimeOnly to)
    {
        TimeOnly time = TimeOnly.FromDateTime(LocalAt(instant));
        return from == to || (from < to ? time >= from && time < to : time >= from || time < to);
    }
}
