namespace Worker.Servicing.Runs;

/// <summary>One line of the list of jobs.</summary>
/// <param name="Name">Its name, for ever: it stands in configuration, in the database and in queues.</param>
/// <param name="Sentence">What it does, for people.</param>
/// <param name="Times">When it runs unless <c>Schedule:&lt;job&gt;</c> says otherwise.</param>
/// <param name="BusinessDate">Which day it works for at that time.</param>
/// <param name="MissedDays">What it does about days it missed.</param>
/// <param name="After">The job that must have finished the same business date first.</param>
public sealed record JobDefinition(
    string Name,
    string Sentence,
    string Times,
    BusinessDateRule BusinessDate,
    MissedDays MissedDays,
    string? After = null);
