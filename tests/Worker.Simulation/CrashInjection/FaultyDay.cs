using Microsoft.Data.Sqlite;
using Worker.Servicing.Jobs;
using Worker.Simulation.SmallBooks;
using Worker.Testing;

namespace Worker.Simulation.CrashInjection;

/// <summary>The day of a small world with something in it that meets its worker's calls, until nothing is left to do.</summary>
/// <param name="world">The world.</param>
/// <param name="watch">What goes wrong, and where.</param>
/// <param name="isChecked">Whether the checks of the ledger are made after a step.</param>
public sealed class FaultyDay(SmallWorld world, ICallWatch watch, Func<bool> isChecked)
{
    private static readonly TimeSpan LeaseIsOver = TimeSpan.FromSeconds(31);

    /// <summary>Lives it.</summary>
    /// <param name="ended">Is told of every step that was done.</param>
    /// <returns>What the world came to, and what was broken on the way.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(Action<Step>? ended = null)
    {
        WorkerProcess worker = world.World.NewWorker(world.Intercept, watch);
        var broken = new List<string>();
        foreach (Step step in Step.Day)
        {
            world.World.Clock.MoveTo(World.Zone.InstantOf(step.Date, step.Time));
            worker = await WorkAsync(JobList.Find(step.Job)!, worker);
            ended?.Invoke(step);
            if (isChecked())
            {
                broken.AddRange(await world.FindBrokenAsync(step));
            }
        }

        return [.. await Ending.ReadAsync(world.World), .. broken, .. world.Mail.FindWrong()];
    }

    /// <summary>One job of one worker; when it dies, another starts as a host does; when it fails, it is tried again as an engine does.</summary>
    private async Task<WorkerProcess> WorkAsync(JobDefinition job, WorkerProcess worker)
    {
        try
        {
            RunReport report = await worker.DispatchAsync(job);
            world.Mail.NoteInFlight();
            if (report.State == RunState.Failed)
            {
                await TryAgainAsync(job, worker);
            }
        }
        catch (ProcessKilledException)
        {
            world.Mail.NoteInFlight();
            world.Pass(LeaseIsOver);
            worker = world.World.NewWorker(world.Intercept);
            Assert.All(await worker.CatchUpAsync(), report => Assert.NotEqual(RunState.Failed, report.State));
        }
        catch (SqliteException)
        {
            world.Mail.NoteInFlight();
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
