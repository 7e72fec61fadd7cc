namespace Worker.Servicing.Runs;

/// <param name="Times">When it runs unless <c>Schedule:&lt;job&gt;</c> says otherwise.</param>
/// <param name="BusinessDate">Which day it works for at that time.</param>
/// <param name="MissedDays">What it does about days it missed.</param>
public sealed record JobDefinition(
    string Name,
    string Sentence,
    string Times,
    BusinessDateRule BusinessDate,
    MissedDays MissedDays,
    string? After = null);
