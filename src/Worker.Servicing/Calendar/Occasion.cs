using System.Globalization;

namespace Worker.Servicing.Calendar;

/// <summary>One time at which a job is scheduled to run.</summary>
/// <param name="LocalDate">The day in the business zone.</param>
/// <param name="LocalTime">The scheduled time of day; whole seconds.</param>
/// <param name="Instant">When that is, in UTC; after a gap of daylight saving it is later than the time of day says.</param>
public sealed record Occasion(DateOnly LocalDate, TimeOnly LocalTime, DateTimeOffset Instant)
{
    /// <summary>
    /// The offset from UTC when clocks show this time of day for the second time (a job that runs every so often goes on
    /// through the repeated hour); null otherwise.
    /// </summary>
    public TimeSpan? RepeatedAtOffset { get; init; }

    /// <summary>
    /// The occasion's name, the same for ever and different for every occasion of a schedule: <c>2026-11-21T09:00</c>, with
    /// seconds where there are any and with the offset in a repeated hour (<c>2026-10-25T02:15+01:00</c>). At most 25 characters.
    /// </summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{LocalDate:yyyy-MM-dd}T{ClockTime.Text(LocalTime)}{OffsetText}");

    private string OffsetText => RepeatedAtOffset is not { } offset
        ? ""
        : (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
}
