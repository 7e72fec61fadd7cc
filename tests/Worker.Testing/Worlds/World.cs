using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Worker.Channels.Sandbox;
using Worker.Data;
using Worker.Servicing.Calendar;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;
using Worker.Testing.Watching;
using Xunit;

namespace Worker.Testing.Worlds;

/// <summary>
/// Everything the daily jobs touch, real but small: a database, the sandbox gateway on loopback, mail into a folder or
/// a sink. Only the clocks are the test's.
/// </summary>
public sealed class World : IAsyncDisposable
{
    private readonly List<WorkerProcess> processes = [];
    private int occurrences;

    private World(WorldSettings settings, TestDatabase database)
    {
        TestDatabase = database;
        Book = new TestBook(database.Database);
        Settings = settings;
        Clock = new FakeTimeProvider(Zone.InstantOf(Dates.D, new TimeOnly(9, 0)).ToUniversalTime());
        MachineTime = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
    }

    public static BusinessZone Zone { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    public WorldSettings Settings { get; }

    public TemporaryFolder Folder { get; } = new();

    public TestDatabase TestDatabase { get; }

    public Database Database => TestDatabase.Database;

    public TestBook Book { get; }

    /// <summary>The business clock: 09:00 in Shanghai on <see cref="Dates.D"/> at first.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>The clock of leases, where the settings say so.</summary>
    public FakeTimeProvider MachineTime { get; }

    /// <summary>What is said of doubts that have grown old.</summary>
    public RecordedLog<DoubtWatch> DoubtLog { get; } = new();

    public SandboxGateway Sandbox { get; private set; } = null!;

    public SandboxLedgerReader SandboxLedger { get; private set; } = null!;

    public MachineClock Machine => new(Settings.FakesMachineClock ? MachineTime : TimeProvider.System);

    /// <summary>The worker that a test uses when it needs no more than one.</summary>
    public WorkerProcess Worker => processes.Count > 0 ? processes[0] : NewWorker();

    /// <param name="settings">What is different from other worlds.</param>
    /// <param name="database">Its database, gone with it; null for a new one.</param>
    public static async Task<World> StartAsync(WorldSettings? settings = null, TestDatabase? database = null)
    {
        var world = new World(settings ?? new WorldSettings(), database ?? await TestDatabase.CreateAsync());
        world.Sandbox = await SandboxGateway.StartAsync(
            new SandboxOptions { BusinessClock = world.Clock, MachineClock = new MachineClock(TimeProvider.System) }, CancellationToken.None);
        world.SandboxLedger = new SandboxLedgerReader(world.Sandbox.BaseUrl);
        return world;
    }

    /// <summary>A worker of its own, as if in another process: it shares the database and nothing else.</summary>
    /// <param name="change">Puts something in place of a part.</param>
    /// <param name="watch">Sees every call of this worker to database, channels and mail.</param>
    /// <param name="clocks">This worker's own clocks.</param>
    public WorkerProcess NewWorker(Func<WorkerParts, WorkerParts>? change = null, ICallWatch? watch = null, WorkerClocks? clocks = null)
    {
        var process = new WorkerProcess(this, change ?? (parts => parts), watch, clocks ?? new WorkerClocks(Clock, Machine));
        processes.Add(process);
        return process;
    }

    /// <summary>Sets the business clock to a time of day in the business zone.</summary>
    public void At(DateOnly date, int hour, int minute = 0, int second = 0) =>
        Clock.MoveTo(Settings.Zone.InstantOf(date, new TimeOnly(hour, minute, second)));

    /// <summary>Runs a job for a date, as an occurrence of its own.</summary>
    public Task<RunReport> RunAsync(string job, DateOnly? businessDate = null, string? occurrence = null) =>
        Worker.RunAsync(job, businessDate, occurrence);

    public RunRequest Request(string job, DateOnly? businessDate = null, string? occurrence = null) => new(
        job,
        businessDate ?? Settings.Zone.DateAt(Clock.GetUtcNow()),
        occurrence ?? string.Create(CultureInfo.InvariantCulture, $"test {Interlocked.Increment(ref occurrences)}"),
        RunTrigger.Schedule,
        new Actor("scheduler"));

    /// <summary>What the gateway debited is what the ledger says was paid, order by order, to the minor unit.</summary>
    public async Task AssertLedgersAgreeAsync()
    {
        var theirs = (await SandboxLedger.ReadAsync())
            .Select(entry => (entry.OrderNo, entry.Amount, entry.Currency))
            .Order();
        var ours = Book.Entries()
            .Where(entry => entry is { Kind: "payment", OrderNo: not null })
            .Select(entry => (OrderNo: entry.OrderNo!, entry.Amount, entry.Currency))
            .Order();
        Assert.Equal(theirs, ours);
        Assert.Empty(Book.OpenDebits());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (WorkerProcess process in processes)
        {
            await process.DisposeAsync();
        }

        SandboxLedger?.Dispose();
        if (Sandbox is not null)
        {
            await Sandbox.DisposeAsync();
        }

        await TestDatabase.DisposeAsync();
        Folder.Dispose();
    }
}
