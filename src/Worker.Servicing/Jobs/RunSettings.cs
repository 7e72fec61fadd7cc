using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Jobs;

/// <summary>The <c>Runs</c> section: how work is shared.</summary>
public sealed record RunSettings
{
    /// <summary>Slices this process works on at once, 1 to 64.</summary>
    [Range(1, 64)]
    public int MaxParallelSlices { get; init; } = 2;

    /// <summary>Candidates per slice, 500 to 100,000.</summary>
    [Range(500, 100_000)]
    public int SliceSize { get; init; } = 4000;

    /// <summary>How long a worker that does not renew its lease keeps its slice, 5 to 600 seconds.</summary>
    [Duration("Seconds", 5, 600)]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a worker waits before it renews its lease.</summary>
    public TimeSpan Renewal => Lease / 3;

    /// <summary>How often a worker reads whether its run is to be cancelled: that takes effect within a second.</summary>
    public TimeSpan Heartbeat => TimeSpan.FromSeconds(0.5);
}
