using Worker.Servicing.Calendar;

namespace Worker.Servicing.Retention;

/// <summary>A point in time on both clocks: what was over before it is old.</summary>
/// <param name="Before">The instant.</param>
/// <param name="BeforeDate">The business date on which it falls.</param>
public readonly record struct PruneHorizon(DateTimeOffset Before, DateOnly BeforeDate);

/// <summary>Since when each kind of record is kept.</summary>
/// <param name="Messages">For finished messages.</param>
/// <param name="Attempts">For settled attempts.</param>
/// <param name="Runs">For finished runs.</param>
public sealed record PruneHorizons(PruneHorizon Messages, PruneHorizon Attempts, PruneHorizon Runs)
{
    /// <summary>The horizons at an instant.</summary>
    public static PruneHorizons At(DateTimeOffset now, RetentionSettings settings, BusinessZone zone)
    {
        return new PruneHorizons(DaysAgo(settings.MessageDays), DaysAgo(settings.AttemptDays), DaysAgo(settings.RunDays));

        PruneHorizon DaysAgo(int days)
        {
            DateTimeOffset before = now.AddDays(-days);
            return new PruneHorizon(before, zone.DateAt(before));
        }
    }
}
