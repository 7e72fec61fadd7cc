using Worker.Servicing.Calendar;

namespace Worker.Servicing.Jobs;

/// <summary>What a job does about the days on which it did not run.</summary>
public enum MissedDays
{
    /// <summary>One run for the newest date does the work of all missed ones.</summary>
    Collapse = 1,

    /// <summary>Each missed date is run, oldest first, back to a limit.</summary>
    Replay,
}

/// <param name="Dates">Business dates, oldest first; empty when nothing was missed.</param>
public sealed record CatchUpPlan(IReadOnlyList<DateOnly> Dates, int Dropped)
{
    public static CatchUpPlan Nothing { get; } = new([], 0);
}

public static class CatchUp
{
    /// <summary>How far back a replay goes: days before the newest date.</summary>
    public const int DefaultReplayDays = 3;

    /// <param name="lastFinished">The newest business date that a run finished; null when none ever did.</param>
    /// <param name="newestDue">The newest business date whose occurrence has passed; null when none has.</param>
    /// <param name="replayDays">How many days before <paramref name="newestDue"/> are still replayed, 0 or more.</param>
    /// <remarks>A fresh installation owes no history: only the newest date.</remarks>
    public static CatchUpPlan Plan(DateOnly? lastFinished, DateOnly? newestDue, MissedDays missed, int replayDays = DefaultReplayDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replayDays);
        if (newestDue is not { } newest || lastFinished >= newest)
        {
            return CatchUpPlan.Nothing;
        }

        if (lastFinished is not { } last || missed == MissedDays.Collapse)
        {
            return new CatchUpPlan([newest], 0);
        }

        int owed = newest.DayNumber - last.DayNumber;
        int replayed = Math.Min(owed, replayDays + 1);
        return new CatchUpPlan(
            [.. Enumerable.Range(newest.DayNumber - replayed + 1, replayed).Select(DateOnly.FromDayNumber)],
            owed - replayed);
    }
}

/// <summary>Which business date an occurrence of a job works for.</summary>
public enum BusinessDateRule
{
    /// <summary>The local day on which the occurrence falls.</summary>
    ThatDay = 1,

    /// <summary>The day before: the one that closed at midnight.</summary>
    DayJustClosed,
}

public static class BusinessDateRules
{
    /// <summary>The business date an occurrence works for. The day comes from its name, so a late start changes nothing.</summary>
    public static DateOnly DateOf(this BusinessDateRule rule, ScheduledOccurrence occurrence) => rule.DateOf(occurrence.LocalDate);

    /// <summary>The business date that a run on a local day works for.</summary>
    public static DateOnly DateOf(this BusinessDateRule rule, DateOnly localDate) => rule switch
    {
        BusinessDateRule.ThatDay => localDate,
        BusinessDateRule.DayJustClosed => localDate.AddDays(-1),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };
}

/// <summary>
/// For jobs that compute statuses or fees as of a closed day: a run for a day before the newest one has nothing to add, and must
/// not move anything back.
/// </summary>
public static class AsOf
{
    /// <summary>True when the job has finished a newer business date; that is counted.</summary>
    public static async Task<bool> IsPastAsync(IRunStore store, Run run, RunCounters tally, CancellationToken cancellationToken)
    {
        if (await store.LastFinishedAsync(run.Job, cancellationToken) is not DateOnly newest || newest <= run.BusinessDate)
        {
            return false;
        }

        string detail = $"The book stands as of {newest:yyyy-MM-dd}: a run for an older date moves nothing.";
        tally.Note(new RunError("older-than-newest-run", $"business date {run.BusinessDate:yyyy-MM-dd}", detail));
        return true;
    }
}
