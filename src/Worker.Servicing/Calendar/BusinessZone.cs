using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Worker.Servicing.Calendar;

/// <summary>A time zone in which days and times of day are meant, with one rule for daylight saving.</summary>
/// <remarks>Dates in the years 2 to 9998.</remarks>
public sealed record BusinessZone(TimeZoneInfo Zone)
{
    /// <summary>No zone is further than this from UTC, so a transition within it of a local time is the one that matters.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromHours(15);

    /// <summary>Finds a zone by its IANA or Windows name, on either system; false when there is none of that name.</summary>
    public static bool TryFind(string id, [NotNullWhen(true)] out BusinessZone? zone)
    {
        zone = TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? found) ? new BusinessZone(found) : null;
        return zone is not null;
    }

    /// <summary>The calendar day that the zone's clocks show at an instant.</summary>
    public DateOnly DateAt(DateTimeOffset instant) => DateOnly.FromDateTime(LocalTimeAt(instant));

    public DateTime LocalTimeAt(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    /// <summary>
    /// The instant, in UTC, of a local time. A time that does not exist is the first instant after the gap; a time that
    /// exists twice is the first one.
    /// </summary>
    public DateTimeOffset InstantOf(DateOnly date, TimeOnly time)
    {
        // Only offsets at instants are asked for: those are never ambiguous, whatever the zone did to its clocks.
        var asUtc = new DateTimeOffset(date.ToDateTime(time), TimeSpan.Zero);
        TimeSpan before = Zone.GetUtcOffset(asUtc - Reach);
        TimeSpan after = Zone.GetUtcOffset(asUtc + Reach);

        // Clocks that were set back read the time first with the offset before; so that one is tried first.
        if (Zone.GetUtcOffset(asUtc - before) == before)
        {
            return asUtc - before;
        }

        return Zone.GetUtcOffset(asUtc - after) == after
            ? asUtc - after
            : EndOfGap(asUtc - after, asUtc - before, before);
    }

    /// <summary>The first instant, after <paramref name="early"/> and not after <paramref name="late"/>, at which the offset is no longer the one before.</summary>
    private DateTimeOffset EndOfGap(DateTimeOffset early, DateTimeOffset late, TimeSpan before)
    {
        while (late - early > TimeSpan.FromTicks(1))
        {
            DateTimeOffset middle = early + ((late - early) / 2);
            if (Zone.GetUtcOffset(middle) == before)
            {
                early = middle;
            }
            else
            {
                late = middle;
            }
        }

        return late;
    }
}

/// <summary>Times of day as configured: <c>09:00</c> or <c>09:00:30</c>.</summary>
internal static class ClockTime
{
    private static readonly string[] Formats = ["HH:mm", "HH:mm:ss"];

    public static bool TryParse(ReadOnlySpan<char> text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>Seconds only where there are any.</summary>
    public static string Text(TimeOnly time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
}
