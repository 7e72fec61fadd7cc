namespace Worker.Faults.Simulation.Playing;

/// <summary>The worker's process is no more: nothing it calls happens, and nothing it was waiting for comes back.</summary>
public sealed class WorkerDiedException() : Exception("The worker died.");

/// <summary>Ends a worker at one of its calls, or lets a call to its database fail.</summary>
internal sealed class Mortality : ICallWatch
{
    private readonly Lock gate = new();
    private int calls;
    private int deathAt;
    private bool afterEffect;
    private int failAt;

    /// <summary>Whether it died.</summary>
    public bool IsDead { get; private set; }

    /// <summary>How many faults there were so far.</summary>
    public int Faults { get; private set; }

    /// <summary>Counts calls anew: 0 for no fault.</summary>
    public void Arm(int dieAt, bool afterTheEffect, int failDatabaseAt)
    {
        lock (gate)
        {
            (calls, deathAt, afterEffect, failAt) = (0, dieAt, afterTheEffect, failDatabaseAt);
        }
    }

    public async Task<T> MakeAsync<T>(Call<T> call)
    {
        bool isDeath;
        bool fails;
        lock (gate)
        {
            if (IsDead)
            {
                throw new WorkerDiedException();
            }

            calls++;
            isDeath = calls == deathAt;
            fails = failAt > 0 && calls >= failAt && call.Name is ("open" or "read" or "snapshot" or "write" or "write once");
            if (fails)
            {
                failAt = 0;
                Faults++;
            }

            if (isDeath)
            {
                Faults++;
                IsDead = !afterEffect;
            }
        }

        if (fails)
        {
            return call.Fail();
        }

        if (!isDeath)
        {
            return await call.MakeAsync();
        }

        if (afterEffect)
        {
            await call.MakeAsync();
            IsDead = true;
        }

        throw new WorkerDiedException();
    }
}
