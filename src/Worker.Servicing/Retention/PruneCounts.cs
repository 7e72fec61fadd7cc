namespace Worker.Servicing.Retention;

/// <summary>How many rows, by what they were; each 0 or more.</summary>
public readonly record struct PruneCounts(
    long Messages, long Attempts, long Runs, long RunSlices, long RunTallies, long RunErrors, long Notices = 0, long Sessions = 0)
{
    public bool IsEmpty => this == default;

    public PruneCounts Plus(PruneCounts other) => new(
        Messages + other.Messages,
        Attempts + other.Attempts,
        Runs + other.Runs,
        RunSlices + other.RunSlices,
        RunTallies + other.RunTallies,
        RunErrors + other.RunErrors,
        Notices + other.Notices,
        Sessions + other.Sessions);
}
