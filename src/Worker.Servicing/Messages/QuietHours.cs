using Worker.Servicing.Calendar;

namespace Worker.Servicing.Messages;

/// <summary>The part of the day, by the customer's clock, in which no message is sent: it is held back, not dropped.</summary>
/// <param name="To">The first moment after it; before <paramref name="From"/> when it spans midnight, the same for no quiet hours at all.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>22:00 to 08:00.</summary>
    public static QuietHours Default { get; } = new(new TimeOnly(22, 0), new TimeOnly(8, 0));

    /// <summary>The first instant at which a message may be sent: now itself, or the end of the quiet hours that hold it.</summary>
    public DateTimeOffset EarliestSend(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (From == To)
        {
            return now;
        }

        var hours = new DailyHours(From, To);
        var local = new BusinessZone(zone);

        // Where a change of clocks leaves out the other hours of a day, one quiet period runs into the next.
        DateTimeOffset earliest = now;
        while (hours.EndWhenInside(earliest, local) is { } end)
        {
            earliest = end;
        }

        return earliest;
    }
}
