using Worker.Servicing.Operators;

namespace Worker.Servicing.Runs;

/// <summary>A wish to have a job done for a business date.</summary>
/// <param name="BusinessDate">The day it works for.</param>
public sealed record RunRequest(string Job, DateOnly BusinessDate, string Occasion, RunTrigger Trigger, Actor Actor, string? Reason = null)
{
    /// <summary>A name of an occasion that no other run of the job has: what an operator wants done now.</summary>
    public static string NewOccasion() => $"manual {Guid.CreateVersion7():N}";

    /// <summary>What the engine calls the background job that makes the run; null where it has none.</summary>
    public string? BackgroundJob { get; init; }

    /// <summary>Missed business dates that this run does not make up for, to be counted in it.</summary>
    public int DroppedDays { get; init; }
}
