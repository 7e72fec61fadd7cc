using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;
using Worker.Channels.Sandbox;
using Worker.Data.Migrations;
using Worker.Servicing;
using Worker.Servicing.Operators;
using Worker.Servicing.Runs;
using Worker.Site;
using Worker.Testing;
using Worker.Testing.Databases;
using Worker.Tests.Engines;
using static Worker.Testing.Worlds.Dates;

namespace Worker.Faults.Surroundings;

/// <summary>
/// A host that nobody looks after. Its engine, database, gateway and mail are real and fail as real ones do; its clock is the
/// test's. Nothing is done to it but to move the clock.
/// </summary>
internal sealed class UnattendedWorker : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly int port = WorkPlace.FreePort();
    private readonly TestDatabase database;
    private SandboxGateway? gateway;
    private IScheduler? scheduler;

    private UnattendedWorker(TestDatabase database) => this.database = database;

    public ComposedWorker Worker { get; private set; } = null!;

    public TestBook Book { get; private set; } = null!;

    public LogLines Log => Worker.Log;

    /// <summary>The path of the database's file.</summary>
    public string DatabaseFile => database.Database.Location;

    /// <summary>Composes a host, without starting it yet.</summary>
    /// <param name="database">Its database, gone with it; null for a new one.</param>
    /// <param name="settings">What is configured beside a gateway that answers.</param>
    public static async Task<UnattendedWorker> ComposeAsync(TestDatabase? database = null, params (string Key, string? Value)[] settings)
    {
        var unattended = new UnattendedWorker(database ?? await TestDatabase.CreateAsync());
        unattended.Worker = await ComposedWorker.CreateAsync(
            unattended.database,
            [
                ("Channels:sandbox:BaseUrl", $"http://127.0.0.1:{unattended.port}"),
                ("Channels:sandbox:Secret", WorkPlace.Secret),
                ("Channels:sandbox:TimeoutSeconds", "0.5"),
                ("Mail:PickupFolder", unattended.folder.File("mail")),
                .. settings,
            ]);
        unattended.Book = unattended.Worker.Book;
        await unattended.ConnectGatewayAsync();
        return unattended;
    }

    /// <summary>Starts the host at 08:58 and waits until it has caught up and every job has its next time.</summary>
    public async Task StartAsync()
    {
        Worker.At(D, 8, 58);
        await Worker.Host.StartAsync(TestContext.Current.CancellationToken);
        scheduler = await Worker.Host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        await ComposedWorker.UntilAsync(
            async () => (await scheduler.GetTriggersOfJob(new JobKey(JobList.SendMail), TestContext.Current.CancellationToken)).Count > 0,
            "every job has its next time");
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

    public async Task UntilAsync(Func<bool> isSo, string what)
    {
        try
        {
            await ComposedWorker.UntilAsync(() => Task.FromResult(isSo()), what);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            string told = string.Join('\n', Log.Lines.TakeLast(20).Concat(Worker.Runs().TakeLast(20)));
            throw new TimeoutException($"It never came about that {what}.\n{told}", failure);
        }
    }

    /// <summary>Waits until a job is to be tried again, which is said in the log, and then set.</summary>
    public Task UntilTriedAgainAsync(string job, DateTimeOffset at) => ComposedWorker.UntilAsync(
        async () => (await scheduler!.GetTriggersOfJob(new JobKey(job), TestContext.Current.CancellationToken)).Any(trigger => trigger.StartTimeUtc == at),
        $"{job} is tried again at {at}");

    /// <summary>Whether a job's run for an occasion of the day, <c>09:00</c>, ended in a state.</summary>
    public bool HasRun(string job, string time, string state) => Worker.Runs().Any(run =>
        run.StartsWith($"{job} ", StringComparison.Ordinal) && run.Contains($"(2026-11-21T{time}) ", StringComparison.Ordinal)
        && run.EndsWith($" {state}", StringComparison.Ordinal));

    /// <summary>What <c>/health/ready</c> goes by.</summary>
    public async Task<HealthStatus> ReadyAsync()
    {
        IServiceProvider services = Worker.Host.Services;
        using var health = new DatabaseHealth(
            services.GetRequiredService<Migrator>(), services.GetRequiredService<Invariants>(), services.GetRequiredService<MachineClock>());
        return (await health.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status;
    }

    /// <summary>What <c>worker status</c> tells.</summary>
    public Task<StatusReport> StatusAsync() =>
        Worker.Host.Services.GetRequiredService<StatusDesk>().ReadAsync(TestContext.Current.CancellationToken);

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
}
