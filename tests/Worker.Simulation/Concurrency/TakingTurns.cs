namespace Worker.Simulation.Concurrency;

/// <summary>
/// Several workers of one world make their calls one after the other; a seed says whose turn it is, and when one is suspended for so long
/// that its leases run out. The same seed gives the same order.
/// </summary>
/// <param name="world">The world they share.</param>
/// <param name="seed">Whose turn it is.</param>
public sealed class TakingTurns(World world, int seed)
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
    public async Task ConductAsync(IReadOnlyList<(TurnOfWorker TurnOfWorker, Task Work)> workers)
    {
        foreach ((_, Task work) in workers)
        {
            _ = work.ContinueWith(_ => changed.Release(), TaskScheduler.Default);
        }

        while (workers.Any(worker => !worker.Work.IsCompleted))
        {
            switch (Next(workers))
            {
                case { } seat:
                    TakeTurn(seat, [.. workers.Select(worker => worker.TurnOfWorker)]);
                    break;
                case null when workers.All(worker => worker.Work.IsCompleted || worker.TurnOfWorker.IsAsleep):
                    world.MachineTime.Advance(Nap);
                    break;
                default:
                    await changed.WaitAsync(TestContext.Current.CancellationToken);
                    break;
            }
        }
    }

    /// <summary>Whose turn it is; null while somebody is still about to make a call, or all sleep.</summary>
    private TurnOfWorker? Next(IReadOnlyList<(TurnOfWorker TurnOfWorker, Task Work)> workers)
    {
        lock (gate)
        {
            TurnOfWorker[] awake = [.. workers.Where(worker => !worker.Work.IsCompleted && !worker.TurnOfWorker.IsAsleep).Select(worker => worker.TurnOfWorker)];
            if (awake.Length == 0 || awake.Any(seat => !seat.HasCall))
            {
                return null;
            }

            TurnOfWorker[] able = [.. awake.Where(seat => seat.Suspended == 0)];
            return chance.GetItems(able.Length > 0 ? able : awake, 1)[0];
        }
    }

    private void TakeTurn(TurnOfWorker seat, IReadOnlyList<TurnOfWorker> seats)
    {
        foreach (TurnOfWorker other in seats.Where(other => other.Suspended > 0))
        {
            other.Suspended--;
        }

        // One turn in fifty ends with the machine suspended before its next call: longer than its leases last.
        bool isSuspended = seats.Count > 1 && chance.Next(50) == 0;
        lock (gate)
        {
            seat.TakeTurn();
        }

        if (isSuspended)
        {
            Suspensions++;
            seat.Suspended = 20 + chance.Next(60);
            world.MachineTime.Advance(LeaseIsOver);
        }
    }
}
