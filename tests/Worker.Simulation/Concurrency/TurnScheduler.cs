namespace Worker.Simulation.Concurrency;

/// <summary>
/// Several workers of one world make their calls one after the other; a seed says whose turn it is, and when one is suspended for so long
/// that its leases run out. The same seed gives the same order.
/// </summary>
/// <param name="world">The world they share.</param>
/// <param name="seed">Whose turn it is.</param>
public sealed class TurnScheduler(World world, int seed)
{
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LeaseIsOver = TimeSpan.FromSeconds(31);

    private readonly Random chance = new(seed);
    private readonly Lock gate = new();
    private readonly SemaphoreSlim changed = new(0);

    /// <summary>How often a worker was suspended until its leases ran out.</summary>
    public int Suspensions { get; private set; }

    /// <summary>Something about a worker changed: whose turn it is may be found out again.</summary>
    public void Change(Action change)
    {
        lock (gate)
        {
            change();
        }

        changed.Release();
    }

    /// <summary>Gives out turns until all of them are done.</summary>
    public async Task ScheduleAsync(IReadOnlyList<(ScheduledWorker Scheduled, Task Work)> workers)
    {
        foreach ((_, Task work) in workers)
        {
            _ = work.ContinueWith(_ => changed.Release(), TaskScheduler.Default);
        }

        while (workers.Any(worker => !worker.Work.IsCompleted))
        {
            switch (Next(workers))
            {
                case { } next:
                    TakeTurn(next, [.. workers.Select(worker => worker.Scheduled)]);
                    break;
                case null when workers.All(worker => worker.Work.IsCompleted || worker.Scheduled.IsAsleep):
                    world.MachineTime.Advance(Nap);
                    break;
                default:
                    await changed.WaitAsync(TestContext.Current.CancellationToken);
                    break;
            }
        }
    }

    /// <summary>Whose turn it is; null while somebody is still about to make a call, or all sleep.</summary>
    private ScheduledWorker? Next(IReadOnlyList<(ScheduledWorker Scheduled, Task Work)> workers)
    {
        lock (gate)
        {
            ScheduledWorker[] awake = [.. workers.Where(worker => !worker.Work.IsCompleted && !worker.Scheduled.IsAsleep).Select(worker => worker.Scheduled)];
            if (awake.Length == 0 || awake.Any(worker => !worker.HasCall))
            {
                return null;
            }

            ScheduledWorker[] able = [.. awake.Where(worker => worker.Suspended == 0)];
            return chance.GetItems(able.Length > 0 ? able : awake, 1)[0];
        }
    }

    private void TakeTurn(ScheduledWorker worker, IReadOnlyList<ScheduledWorker> workers)
    {
        foreach (ScheduledWorker other in workers.Where(other => other.Suspended > 0))
        {
            other.Suspended--;
        }

        // One turn in fifty ends with the machine suspended before its next call: longer than its leases last.
        bool isSuspended = workers.Count > 1 && chance.Next(50) == 0;
        lock (gate)
        {
            worker.TakeTurn();
        }

        if (isSuspended)
        {
            Suspensions++;
            worker.Suspended = 20 + chance.Next(60);
            world.MachineTime.Advance(LeaseIsOver);
        }
    }
}
