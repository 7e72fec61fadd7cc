namespace Worker.Servicing.Runs;

/// <summary>A wish to have a job done for a business date.</summary>
/// <param name="Job">The job's name, as in the list of jobs.</param>
/// <param name="BusinessDate">The day it works for.</param>
/// <param name="Occasion">What tells this run from others of the same job and date: the scheduled local time, or a name made for a manual trigger.</param>
/// <param name="Trigger">What made it begin.</param>
/// <param name="Actor">Who: an operator's name, or <c>scheduler</c>.</param>
/// <param name="Reason">Why, when a person triggered it.</param>
public sealed record RunRequest(string Job, DateOnly BusinessDate, string Occasion, RunTrigger Trigger, string Actor, string? Reason = null)
{
    /// <summary>A name of an occasion that no other run of the job has: what an operator wants done now.</summary>
    public static string NewOccasion() => $"manual {Guid.CreateVersion7():N}";

    /// <summary>What the engine calls the background job that makes the run; null where it has none.</summary>
    public string? BackgroundJob { get; init; }

    /// <summary>Missed business dates that this run does not make up for, to be counted in it.</summary>
    public int DroppedDays { get; init; }
}
