namespace Worker.Servicing.Runs;

/// <summary>The <c>Runs</c> section: how work is shared.</summary>
public sealed record RunSettings
{
    /// <summary>Slices this process works on at once, 1 to 64.</summary>
    public int Lanes { get; init; } = 2;

    /// <summary>Candidates per slice, 500 to 100,000.</summary>
    public int SliceSize { get; init; } = 4000;

    /// <summary>How long a worker that gives no sign of life keeps its slice, 5 to 600 seconds.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a worker shows that it is alive, and learns whether the run was ended by somebody else.</summary>
    public TimeSpan Heartbeat => Lease / 3 < LongestHeartbeat ? Lease / 3 : LongestHeartbeat;

    // A run that is cancelled stops within five seconds, the batch in hand included.
    private static TimeSpan LongestHeartbeat { get; } = TimeSpan.FromSeconds(2);
}
