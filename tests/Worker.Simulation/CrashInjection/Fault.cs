namespace Worker.Simulation.CrashInjection;

/// <summary>One fault at one call of one process that makes one call after the other; and after a death, silence.</summary>
/// <param name="point">The call it happens at, counted from 1; 0 for never.</param>
/// <param name="kind">What happens there.</param>
public sealed class Fault(int point, FaultKind kind) : ICallWatch
{
    private readonly List<string> calls = [];
    private volatile bool isDead;

    /// <summary>No fault at all, only somebody who counts.</summary>
    public static Fault None() => new(0, FaultKind.Fails);

    /// <summary>Whether nothing goes wrong.</summary>
    public bool IsNone => point == 0;

    /// <summary>The calls there were.</summary>
    public IReadOnlyList<string> Calls => calls;

    /// <summary>The call it happened at; null while it has not.</summary>
    public string? Struck { get; private set; }

    public async Task<T> MakeAsync<T>(Call<T> call)
    {
        if (isDead)
        {
            throw new ProcessKilledException();
        }

        calls.Add(call.Name);
        if (calls.Count != point)
        {
            return await call.MakeAsync();
        }

        Struck = call.Name;
        if (kind is FaultKind.DiesAfter or FaultKind.LosesAnswer)
        {
            await call.MakeAsync();
        }

        isDead = kind is FaultKind.DiesBefore or FaultKind.DiesAfter;
        return isDead ? throw new ProcessKilledException() : call.Fail();
    }

    public override string ToString() => $"{kind} at call {point} ({Struck ?? "never reached"})";
}
