using Worker.Data.Operators;
using Worker.Servicing.LateFees;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operators;
using Worker.Servicing.Runs;
using Worker.Testing;
using Worker.Testing.Databases;
using Worker.Testing.Watching;

namespace Worker.Faults.CrashPoints;

/// <summary>The day of the small book in a world of its own, with at most one fault in it, until nothing is left to do.</summary>
public sealed class DayInAWorld : IAsyncDisposable
{
    // One call after the other, so that a call's number means the same call in every world. Slices of four: many ends and beginnings.
    private static readonly WorldSettings Settings = new()
    {
        Runs = new RunSettings { Lanes = 1, SliceSize = 4 },
        FakesMachineClock = true,
        Channel = channel => channel with { MaxInFlight = 1, Timeout = TimeSpan.FromSeconds(20) },
    };

    private static readonly TimeSpan LeaseIsOver = TimeSpan.FromSeconds(31);
    private readonly DifficultGateway road = new();
    private readonly World world;

    private readonly TemporaryFolder folder;

    private DayInAWorld(TemporaryFolder folder, World world)
    {
        this.folder = folder;
        this.world = world;
    }

    /// <summary>The small book, written once and copied into every world.</summary>
    public static async Task<byte[]> WriteBookAsync()
    {
        await using World first = await World.StartAsync(Settings);
        await SmallBook.WriteAsync(first);
        string copy = first.Folder.File("copy.db");
        first.Book.Query<int>("vacuum into @copy", new { copy });
        return await File.ReadAllBytesAsync(copy);
    }

    /// <summary>A world before its day.</summary>
    public static async Task<DayInAWorld> BeginAsync(byte[] book)
    {
        var place = new TemporaryFolder();
        string file = place.File("worker.db");
        await File.WriteAllBytesAsync(file, book);
        return new DayInAWorld(place, await World.StartAsync(Settings, TestDatabase.Adopt(file)));
    }

    /// <summary>Lives the day with a fault in it.</summary>
    /// <param name="fault">What goes wrong, and where.</param>
    /// <returns>What the world came to, and what the checks of the ledger say against it.</returns>
    public async Task<IReadOnlyList<string>> LiveAsync(Fault fault)
    {
        WorkerProcess worker = world.NewWorker(Road, fault);
        var broken = new List<string>();
        foreach (Step step in Step.Day)
        {
            bool wasStruck = fault.Struck is not null;
            world.Clock.MoveTo(World.Zone.InstantOf(step.Date, step.Time));
            worker = await WorkAsync(step, worker);
            if (fault.Struck is not null && (!wasStruck || step == Step.Day[^1]))
            {
                broken.AddRange(await CheckAsync(step));
            }
        }

        return [.. await Ending.ReadAsync(world), .. broken];
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        folder.Dispose();
    }

    private WorkerParts Road(WorkerParts parts) => parts with { Channels = road.To(parts.Channels) };

    /// <summary>One step of one worker; when it dies, another starts as a host does; when it fails, it is tried again as an engine does.</summary>
    private async Task<WorkerProcess> WorkAsync(Step step, WorkerProcess worker)
    {
        JobDefinition job = JobList.Find(step.Job)!;
        try
        {
            RunReport report = await worker.DispatchAsync(job);
            if (report.State == RunState.Failed)
            {
                await TryAgainAsync(job, worker);
            }

            return worker;
        }
        catch (ProcessKilledException)
        {
            Pass(LeaseIsOver);
            WorkerProcess next = world.NewWorker(Road);
            Assert.All(await next.CatchUpAsync(), report => Assert.NotEqual(RunState.Failed, report.State));
            return next;
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            await TryAgainAsync(job, worker);
            return worker;
        }
    }

    private async Task TryAgainAsync(JobDefinition job, WorkerProcess worker)
    {
        Pass(LeaseIsOver);
        Assert.NotEqual(RunState.Failed, (await worker.DispatchAsync(job)).State);
    }

    private void Pass(TimeSpan time)
    {
        world.Clock.Advance(time);
        world.MachineTime.Advance(time);
    }

    private async Task<IEnumerable<string>> CheckAsync(Step step)
    {
        var invariants = new Invariants(new InvariantReader(world.Database), new LedgerRules(LateFeePolicies.BuiltIn, AllocationOrder.Default));
        return (await invariants.CheckAsync(TestContext.Current.CancellationToken))
            .Where(result => !result.Holds)
            .Select(result => $"after {step}, {result.Name}: {string.Join("; ", result.Examples)}");
    }
}
