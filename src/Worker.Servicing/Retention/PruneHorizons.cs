using Worker.Servicing.Calendar;

namespace Worker.Servicing.Retention;

/// <summary>A point in time on both clocks: what was over before it is old.</summary>
public readonly record struct PruneHorizon(DateTimeOffset Before, DateOnly BeforeDate);

public sealed record PruneHorizons(PruneHorizon Messages, PruneHorizon Attempts, PruneHorizon Runs, PruneHorizon Notices, PruneHorizon Sessions)
{
    public static PruneHorizons At(DateTimeOffset now, RetentionSettings settings, BusinessZone zone)
    {
        return new PruneHorizons(
            DaysAgo(settings.MessageDays), DaysAgo(settings.AttemptDays), DaysAgo(settings.RunDays), DaysAgo(settings.NoticeDays), DaysAgo(settings.SessionDays));

        PruneHorizon DaysAgo(int days)
        {
            DateTimeOffset before = now.AddDays(-days);
            return new PruneHorizon(before, zone.DateAt(before));
        }
    }
}
