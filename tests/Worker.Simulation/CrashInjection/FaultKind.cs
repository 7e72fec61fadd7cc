namespace Worker.Simulation.CrashInjection;

/// <summary>What happens at a call.</summary>
public enum FaultKind
{
    /// <summary>The process dies before the call is made.</summary>
    DiesBefore = 1,

    /// <summary>The call takes effect, and the process dies before it hears so.</summary>
    DiesAfter,

    /// <summary>The call does not take effect and says that it failed; the process lives.</summary>
    Fails,

    /// <summary>The call takes effect and seems to have failed; the process lives.</summary>
    LosesAnswer,
}
