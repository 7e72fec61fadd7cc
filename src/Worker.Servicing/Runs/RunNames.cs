namespace Worker.Servicing.Runs;

/// <summary>Names of states and triggers as they stand in the database and in JSON.</summary>
public static class RunNames
{
    /// <summary>The state's name: <c>cutting</c>, <c>active</c>, <c>completed</c>, <c>set-aside</c>, <c>stopped</c>, <c>failed</c>, <c>superseded</c>, <c>cancelled</c>.</summary>
    public static string Name(this RunState state) => state switch
    {
        RunState.Cutting => "cutting",
        RunState.Active => "active",
        RunState.Completed => "completed",
        RunState.SetAside => "set-aside",
        RunState.Stopped => "stopped",
        RunState.Failed => "failed",
        RunState.Superseded => "superseded",
        RunState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The trigger's name: <c>schedule</c>, <c>catch-up</c>, <c>manual</c>.</summary>
    public static string Name(this RunTrigger trigger) => trigger switch
    {
        RunTrigger.Schedule => "schedule",
        RunTrigger.CatchUp => "catch-up",
        RunTrigger.Manual => "manual",
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, null),
    };

    public static bool IsOver(this RunState state) => state is not (RunState.Cutting or RunState.Active);

    /// <exception cref="FormatException">No state has that name.</exception>
    public static RunState ParseState(string name) =>
        Enum.GetValues<RunState>().Cast<RunState?>().FirstOrDefault(state => state!.Value.Name() == name)
        ?? throw new FormatException($"'{name}' is not a state of a run.");
}
