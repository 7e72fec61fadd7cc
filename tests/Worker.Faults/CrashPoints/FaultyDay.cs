using Microsoft.Data.Sqlite;
using Worker.Faults.SmallBooks;
using Worker.Servicing.Runs;
using Worker.Testing;

namespace Worker.Faults.CrashPoints;

/// <summary>The day of a small world with a fault in it, until nothing is left to do.</summary>
/// <param name="world">The world.</param>
/// <param name="fault">What goes wrong, and where.</param>
public sealed class FaultyDay(SmallWorld world, Fault fault)
{
    private static readonly TimeSpan LeaseIsOver = TimeSpan.FromSeconds(31);

    /// <summary>Lives it. The checks of the ledger are made after every step, from the fault on.</summary>
    /// <returns>What the world came to, and what was broken on the way.</returns>
    public async Task<IReadOnlyList<string>> LiveAsync()
    {
        WorkerProcess worker = world.World.NewWorker(world.Road, fault);
        var broken = new List<string>();
        foreach (Step step in Step.Day)
        {
            world.World.Clock.MoveTo(World.Zone.InstantOf(step.Date, step.Time));
            worker = await WorkAsync(JobList.Find(step.Job)!, worker);
            if (fault.Struck is not null || fault.IsNone)
            {
                broken.AddRange(await world.FindBrokenAsync(step));
            }
        }

        return [.. await Ending.ReadAsync(world.World), .. broken];
    }

    /// <summary>One job of one worker; when it dies, another starts as a host does; when it fails, it is tried again as an engine does.</summary>
    private async Task<WorkerProcess> WorkAsync(JobDefinition job, WorkerProcess worker)
    {
        try
        {
            RunReport report = await worker.DispatchAsync(job);
            if (report.State == RunState.Failed)
            {
                await TryAgainAsync(job, worker);
            }
        }
        catch (ProcessKilledException)
        {
            world.Pass(LeaseIsOver);
            worker = world.World.NewWorker(world.Road);
            Assert.All(await worker.CatchUpAsync(), report => Assert.NotEqual(RunState.Failed, report.State));
        }
        catch (SqliteException)
        {
            await TryAgainAsync(job, worker);
        }

        return worker;
    }

    private async Task TryAgainAsync(JobDefinition job, WorkerProcess worker)
    {
        world.Pass(LeaseIsOver);
        Assert.NotEqual(RunState.Failed, (await worker.DispatchAsync(job)).State);
    }
}
