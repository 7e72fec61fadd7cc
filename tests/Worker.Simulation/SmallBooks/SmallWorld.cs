using Worker.Data.Consistency;
using Worker.Servicing.Consistency;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Simulation.SmallBooks;

/// <summary>A world with the small book in it, on the morning of the day to be lived.</summary>
public sealed class SmallWorld : IAsyncDisposable
{
    // One call of a worker after the other, so that a call's number means the same call in every world. Slices of four: many ends and
    // beginnings. Time-outs come from the road alone: this machine may be busy.
    private static readonly WorldSettings Settings = new()
    {
        Runs = new RunSettings { MaxParallelSlices = 1, SliceSize = 4 },
        FakesMachineClock = true,
        Channel = channel => channel with { MaxInFlight = 1, Timeout = TimeSpan.FromSeconds(20) },
    };

    private readonly DifficultGateway road = new();
    private readonly TemporaryFolder folder;

    private SmallWorld(TemporaryFolder folder, World world)
    {
        this.folder = folder;
        World = world;
        Mail = new HandedOverMail(world);
    }

    public World World { get; }

    public HandedOverMail Mail { get; }

    /// <summary>The small book, written once to be copied into every world.</summary>
    public static async Task<byte[]> WriteBookAsync()
    {
        await using World first = await World.StartAsync(Settings);
        await SmallBook.WriteAsync(first);
        string copy = first.Folder.File("copy.db");
        first.Book.Query<int>("vacuum into @copy", new { copy });
        return await File.ReadAllBytesAsync(copy);
    }

    /// <summary>A world of its own with that book.</summary>
    public static async Task<SmallWorld> BeginAsync(byte[] book)
    {
        var place = new TemporaryFolder();
        string file = place.File("worker.db");
        await File.WriteAllBytesAsync(file, book);
        return new SmallWorld(place, await World.StartAsync(Settings, TestDatabase.Adopt(file)));
    }

    /// <summary>Puts the difficult road to the gateway under a worker, and counts its mail.</summary>
    public WorkerParts Intercept(WorkerParts parts) => parts with { Channels = road.To(parts.Channels), Mail = Mail.To(parts.Mail) };

    /// <summary>Lets time pass for the business and the machines.</summary>
    public void Pass(TimeSpan time)
    {
        World.Clock.Advance(time);
        World.MachineTime.Advance(time);
    }

    /// <summary>What the checks of the ledger say against this world; a line each.</summary>
    public async Task<IReadOnlyList<string>> FindBrokenAsync(Step after)
    {
        var invariants = new Invariants(new InvariantReader(World.Database), new LedgerRules(LateFeePolicies.BuiltIn, AllocationOrder.Default));
        return
        [
            .. (await invariants.CheckAsync(TestContext.Current.CancellationToken))
                .Where(result => !result.Holds)
                .Select(result => $"{Ending.Faulty}after {after}, {result.Name}: {string.Join("; ", result.Examples)}"),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        folder.Dispose();
    }
}
