namespace Worker.Simulation.Execution;

/// <summary>The worker's process is no more: nothing it calls happens, and nothing it was waiting for comes back.</summary>
public sealed class WorkerCrashedException() : Exception("The worker died.");

/// <summary>Ends a worker at one of its calls, lets a call to its database fail, or has somebody else do something beside one.</summary>
internal sealed class CrashPlan : ICallWatch
{
    private readonly Lock gate = new();
    private int calls;
    private int crashAt;
    private bool afterEffect;
    private int failAt;
    private int orders;
    private int meanwhileAt;
    private bool isMeanwhileAtOrder;
    private Func<string?, Task> meanwhile = _ => Task.CompletedTask;
    private Task acting = Task.CompletedTask;

    /// <summary>Whether it died.</summary>
    public bool HasCrashed { get; private set; }

    /// <summary>How many faults there were so far.</summary>
    public int Faults { get; private set; }

    /// <summary>Counts calls anew: 0 for no fault.</summary>
    public void Arm(int crashAtCall, bool afterTheEffect, int failDatabaseAt)
    {
        lock (gate)
        {
            (calls, orders, crashAt, afterEffect, failAt, meanwhileAt) = (0, 0, crashAtCall, afterTheEffect, failDatabaseAt, 0);
        }
    }

    /// <summary>Has something done at a call: after it where that is an order, so that it never matters who of both was first; else before it.</summary>
    /// <param name="call">Which call; of those that send orders where <paramref name="isOrder"/>.</param>
    /// <param name="isOrder">Counts calls that send orders alone.</param>
    /// <param name="what">Is told the number of that order, null where it is none.</param>
    public void Meanwhile(int call, bool isOrder, Func<string?, Task> what)
    {
        lock (gate)
        {
            (meanwhileAt, isMeanwhileAtOrder, meanwhile) = (call, isOrder, what);
        }
    }

    public async Task<T> MakeAsync<T>(Call<T> call)
    {
        bool isCrash;
        bool fails;
        bool isMeanwhile;
        lock (gate)
        {
            if (HasCrashed)
            {
                throw new WorkerCrashedException();
            }

            bool isOrder = call.Name.StartsWith("debit ", StringComparison.Ordinal);
            calls++;
            orders += isOrder ? 1 : 0;
            isCrash = calls == crashAt;
            isMeanwhile = (isMeanwhileAtOrder ? isOrder && orders == meanwhileAt : calls == meanwhileAt) && !isCrash;
            Faults += isMeanwhile ? 1 : 0;
            fails = failAt > 0 && calls >= failAt && call.Name is ("open" or "read" or "snapshot" or "write" or "write once");
            if (fails)
            {
                failAt = 0;
                Faults++;
            }

            if (isCrash)
            {
                Faults++;
                HasCrashed = !afterEffect;
            }
        }

        if (isMeanwhile && call.Name.Split(' ') is ["debit", string order])
        {
            T answer = await call.MakeAsync();
            await ActAsync(order);
            return answer;
        }

        if (isMeanwhile)
        {
            await ActAsync(null);
        }
        else
        {
            await Volatile.Read(ref acting);
        }

        if (fails)
        {
            return call.Fail();
        }

        if (!isCrash)
        {
            return await call.MakeAsync();
        }

        if (afterEffect)
        {
            await call.MakeAsync();
            HasCrashed = true;
        }

        throw new WorkerCrashedException();
    }

    /// <summary>No other call is made while somebody else acts.</summary>
    private async Task ActAsync(string? order)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref acting, done.Task);
        try
        {
            await meanwhile(order);
        }
        finally
        {
            done.SetResult();
        }
    }
}
