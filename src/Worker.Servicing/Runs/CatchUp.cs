namespace Worker.Servicing.Runs;

/// <summary>What a job does about the days on which it did not run.</summary>
public enum MissedDays
{
    /// <summary>One run for the newest date does the work of all.</summary>
    Collapse = 1,

    /// <summary>Each missed date is run, oldest first, back to a limit.</summary>
    Replay,
}

/// <param name="Dates">Business dates, oldest first; empty when nothing was missed.</param>
public sealed record CatchUpPlan(IReadOnlyList<DateOnly> Dates, int Dropped)
{
    public static CatchUpPlan Nothing { get; } = new([], 0);
}

/// <summary>The arithmetic of missed days.</summary>
public static class CatchUp
{
    /// <summary>How far back a replay goes: days before the newest date.</summary>
    public const int DefaultReplayDays = 3;

    /// <param name="lastFinished">The newest business date that a run finished; null when none ever did.</param>
    /// <param name="newestDue">The newest business date whose occasion has passed; null when none has.</param>
    /// <param name="missed">What the job does about missed days.</param>
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
