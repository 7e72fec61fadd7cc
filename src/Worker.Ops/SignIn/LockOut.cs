using Worker.Ops.Settings;
using Worker.Servicing.Jobs;

namespace Worker.Ops.SignIn;

/// <summary>
/// Counts wrong passwords of each operator, and locks a name out after too many in a row. In memory: a restart forgets it,
/// and names that no operator has are never kept.
/// </summary>
internal sealed class LockOut(SignInSettings settings, MachineClock clock)
{
    private readonly Dictionary<string, Failures> failures = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public bool Holds(string name)
    {
        lock (gate)
        {
            return failures.TryGetValue(name, out Failures? known) && known.Count >= settings.MaxFailures && clock.Now < known.Until;
        }
    }

    /// <summary>Counts a wrong password; true when it is the one that locks the name out.</summary>
    public bool Count(string name)
    {
        lock (gate)
        {
            int before = failures.TryGetValue(name, out Failures? known) && clock.Now < known.Until ? known.Count : 0;
            failures[name] = new Failures(before + 1, clock.Now + settings.LockOut);
            return before + 1 == settings.MaxFailures;
        }
    }

    public void Clear(string name)
    {
        lock (gate)
        {
            failures.Remove(name);
        }
    }

    private sealed record Failures(int Count, DateTimeOffset Until);
}
