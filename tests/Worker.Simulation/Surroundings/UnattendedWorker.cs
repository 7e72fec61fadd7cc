using Hangfire;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Worker.Channels.Sandbox;
using Worker.Data;
using Worker.Data.Schema;
using Worker.Hangfire;
using Worker.Hangfire.Jobs;
using Worker.Hangfire.Scheduling;
using Worker.Ops;
using Worker.Servicing.Consistency;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;
using Worker.Testing;
using Worker.Testing.Databases;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Simulation.Surroundings;

/// <summary>
/// A host that nobody looks after. Its engine, database, gateway and mail are real and fail as real ones do; the clock that its
/// jobs and Hangfire's scheduler of recurring jobs go by is the test's. Nothing is done to it but to move the clock.
/// </summary>
internal sealed class UnattendedWorker : IAsyncDisposable
{
    /// <summary>The collection of all tests that start one: Hangfire keeps its log for the whole process.</summary>
    public const string OneAtATime = "one engine at a time";

    /// <summary>Retries go by the clock of the machine: soon, and until what is broken has been mended.</summary>
    private static readonly HangfireEngineOptions Engine = new() { KeepsTime = false, Retries = 10_000, RetryDelays = [1] };

    private static readonly TimeSpan BetweenPolls = TimeSpan.FromMilliseconds(20);

    private readonly TemporaryFolder folder = new();
    private readonly int port = WorkPlace.FreePort();
    private readonly TestDatabase database;
    private SandboxGateway? gateway;

    private UnattendedWorker(TestDatabase database) => this.database = database;

    public ComposedWorker Worker { get; private set; } = null!;

    public TestBook Book { get; private set; } = null!;

    public LogLines Log => Worker.Log;

    private IMonitoringApi Monitor => Worker.Host.Services.GetRequiredService<JobStorage>().GetMonitoringApi();

    /// <summary>The path of the database's file.</summary>
    public string DatabaseFile => database.Database.Location;

    /// <summary>Composes a host, without starting it yet.</summary>
    /// <param name="database">Its database, gone with it; null for a new one.</param>
    /// <param name="settings">What is configured beside a gateway that answers.</param>
    public static async Task<UnattendedWorker> ComposeAsync(TestDatabase? database = null, params (string Key, string? Value)[] settings)
    {
        var unattended = new UnattendedWorker(database ?? await TestDatabase.CreateAsync());
        unattended.Worker = ComposedWorker.Create(
            unattended.database,
            [
                ("Channels:sandbox:BaseUrl", $"http://127.0.0.1:{unattended.port}"),
                ("Channels:sandbox:Secret", WorkPlace.Secret),
                ("Channels:sandbox:TimeoutSeconds", "60"),
                ("Mail:PickupFolder", unattended.folder.File("mail")),
                .. settings,
            ],
            AddEngine);
        unattended.Book = unattended.Worker.Book;
        await unattended.ConnectGatewayAsync();
        return unattended;
    }

    /// <summary>Starts the host at 08:58 and waits until it has caught up.</summary>
    public async Task StartAsync()
    {
        await StartAsync(8, 58);
        await UntilAsync(() => Monitor.SucceededJobs(0, 100).Any(job => IsCatchUp(job.Value.Job)), "the host has caught up");
    }

    /// <summary>Starts the host at a time of day; it begins to make up for what it missed.</summary>
    public async Task StartAsync(int hour, int minute)
    {
        Worker.At(D, hour, minute);
        await Worker.Host.StartAsync(TestContext.Current.CancellationToken);
        ActivatorUtilities.CreateInstance<Timekeeper>(Worker.Host.Services, new HangfireEngineOptions()).Look();
    }

    public async Task ConnectGatewayAsync() => gateway = await SandboxGateway.StartAsync(
        new SandboxOptions { Port = port, Secret = WorkPlace.Secret, StateFile = folder.File("gateway.jsonl") }, CancellationToken.None);

    public async Task DisconnectGatewayAsync()
    {
        await gateway!.DisposeAsync();
        gateway = null;
    }

    /// <summary>Moves the clock to a time of day and waits until something is so.</summary>
    public Task AtAsync(int hour, int minute, Func<bool> isSo, string what) => AtAsync(D, hour, minute, isSo, what);

    public async Task AtAsync(DateOnly date, int hour, int minute, Func<bool> isSo, string what)
    {
        Worker.At(date, hour, minute);
        await UntilAsync(isSo, what);
    }

    public Task UntilAsync(Func<bool> isSo, string what) => Eventually.UntilAsync(
        isSo, what, () => string.Join('\n', Log.Lines.TakeLast(20).Concat(Worker.Runs().TakeLast(20)).Append(Queues())));

    /// <summary>What Hangfire has in its queues, for who reads that something never came.</summary>
    private string Queues() => string.Join('\n', [
        .. Monitor.ProcessingJobs(0, 20).Select(job => $"processing {job.Value.Job}"),
        .. Monitor.ScheduledJobs(0, 20).Select(job => $"scheduled {job.Value.Job}"),
        .. Monitor.FailedJobs(0, 20).Select(job => $"failed {job.Value.Job}: {job.Value.ExceptionMessage}"),
        .. Monitor.SucceededJobs(0, 20).Select(job => $"succeeded {job.Value.Job}: {job.Value.Result}"),
    ]);

    /// <summary>Waits until a job has failed and is to be tried again.</summary>
    public Task UntilTriedAgainAsync(string job) => UntilTriedAgainAsync(queued => queued.Method.Name == nameof(DailyJobs.RunAsync)
        && queued.Args[0] is string name && name == job, job);

    /// <summary>Waits until catching up has failed and is to be tried again.</summary>
    public Task UntilCatchUpIsTriedAgainAsync() => UntilTriedAgainAsync(IsCatchUp, "catching up");

    /// <summary>Whether a job's run for an occurrence of the day, <c>09:00</c>, ended in a state.</summary>
    public bool HasRun(string job, string time, string state) => Worker.Runs().Any(run =>
        run.StartsWith($"{job} ", StringComparison.Ordinal) && run.Contains($"(2026-11-21T{time}) ", StringComparison.Ordinal)
        && run.EndsWith($" {state}", StringComparison.Ordinal));

    /// <summary>What <c>/health/ready</c> goes by.</summary>
    public async Task<HealthStatus> ReadyAsync()
    {
        IServiceProvider services = Worker.Host.Services;
        using var health = new DatabaseHealth(
            services.GetRequiredService<Migrator>(),
            services.GetRequiredService<Invariants>(),
            new WriteProbe(services.GetRequiredService<Database>()),
            new MachineClock(Worker.Clock));
        return (await health.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status;
    }

    /// <summary>What <c>worker status</c> tells.</summary>
    public Task<StatusReport> StatusAsync() =>
        Worker.Host.Services.GetRequiredService<StatusService>().ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Both ledgers hold a number of debits, the same ones; nothing is open, and what <c>worker doctor</c> checks of the ledger holds.</summary>
    public async Task AssertDebitedAsync(int count)
    {
        using var reader = new SandboxLedgerReader(gateway!.BaseUrl);
        var theirs = (await reader.ReadAsync()).Select(entry => (entry.OrderNo, entry.Amount)).Order().ToList();
        Assert.Equal(count, theirs.Count);
        Assert.Equal(theirs, Book.Payments().Select(payment => (payment.OrderNo!, payment.Amount)).Order());
        Assert.Equal(count, Book.Payments().Select(payment => payment.InstallmentId).Distinct().Count());
        Assert.Empty(Book.OpenDebits());
        Assert.All(
            await Worker.Host.Services.GetRequiredService<Invariants>().CheckAsync(TestContext.Current.CancellationToken),
            result => Assert.True(result.Holds, result.Explanation));
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }

        await database.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Hangfire's engine as the product adds it, but for the clock that its scheduler of recurring jobs goes by.</summary>
    private static void AddEngine(IServiceCollection services, FakeTimeProvider clock) => services
        .AddSingleton<JobStorage>(_ => new StorageWithoutClock())
        .AddHangfireEngine(Engine)
        .AddSingleton<IRecurringJobManagerV2>(provider => new RecurringJobManager(
            provider.GetRequiredService<JobStorage>(),
            provider.GetRequiredService<IJobFilterProvider>(),
            provider.GetRequiredService<ITimeZoneResolver>(),
            () => clock.GetUtcNow().UtcDateTime))
        .AddSingleton<IBackgroundProcess>(provider => new RecurringJobScheduler(
            provider.GetRequiredService<IBackgroundJobFactory>(),
            BetweenPolls,
            provider.GetRequiredService<ITimeZoneResolver>(),
            () => clock.GetUtcNow().UtcDateTime))
        .AddSingleton<IBackgroundProcess>(provider => new DelayedJobScheduler(
            BetweenPolls, provider.GetRequiredService<IBackgroundJobStateChanger>()));

    private static bool IsCatchUp(Job job) => job.Method.Name == nameof(DailyJobs.CatchUpAsync);

    private Task UntilTriedAgainAsync(Func<Job, bool> isIt, string what) => UntilAsync(
        () => Monitor.ScheduledJobs(0, 100).Any(job => isIt(job.Value.Job)), $"{what} is tried again");
}
