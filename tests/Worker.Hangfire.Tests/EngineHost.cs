using Hangfire;
using Hangfire.Storage;
using Hangfire.Storage.Monitoring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Worker.Channels.Sandbox;
using Worker.Composition;
using Worker.Configuration;
using Worker.Data;
using Worker.Ops;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Telemetry;
using Worker.Testing;
using Worker.Testing.Databases;
using Worker.Tests.Site;

namespace Worker.Hangfire.Tests;

/// <summary>The worker as its host puts it together, with Hangfire as engine, a real database file, a real gateway and its site on loopback.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly bool ownsSandbox;
    private readonly WebApplication site;
    private TestBook? book;
    private bool isStopped;

    private EngineHost(HostSettings host, SandboxGateway sandbox)
    {
        Sandbox = sandbox;
        ownsSandbox = host.Sandbox is null;
        DatabaseFile = host.Database?.ConnectionString ?? host.DatabaseFile ?? folder.File("worker.db");
        string? server = host.Database is { Provider: DatabaseProvider.SqlServer } place ? place.ConnectionString : null;
        WorkerSettings settings = Configured.Settings(
        [
            ("Database:Provider", server is null ? "Sqlite" : "SqlServer"),
            ("Database:ConnectionString", server ?? DatabaseFile),
            ("Mail:PickupFolder", folder.File("mail")),
            ("Channels:sandbox:BaseUrl", sandbox.BaseUrl.ToString()),
            ("Channels:sandbox:Secret", sandbox.Secret),
            .. host.Configuration,
        ]);
        settings = settings with { Runs = host.Runs, Operations = host.Operations, AutoDebit = host.AutoDebit(settings.AutoDebit) };
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (host.Storage is { } storage)
        {
            builder.Services.AddSingleton(storage);
        }

        builder.Services.AddWorker(settings, Clock)
            .AddHangfireEngine(new HangfireEngineOptions { ConnectionString = server, PreparesSchema = true, KeepsTime = host.KeepsTime, Workers = 4, Retries = 2, RetryDelays = [0] })
            .AddOpsSite(settings.Ops)
            .AddTelemetry(settings.Telemetry)
            .AddSingleton<IStartupFilter, SimulatedConnection>();
        ServiceDescriptor channels = builder.Services.Last(service => service.ServiceType == typeof(IDebitChannels));
        builder.Services.AddSingleton(provider => host.Channels((IDebitChannels)channels.ImplementationFactory!(provider)));
        site = builder.Build();
        site.MapOpsSite();
        site.MapMetrics();
        site.MapEngine();
    }

    public static BusinessZone Zone { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    /// <summary>The business clock: 09:00 in Shanghai on 2026-11-21 at first.</summary>
    public FakeTimeProvider Clock { get; } = new(Zone.InstantOf(Dates.D, new TimeOnly(9, 0)).ToUniversalTime());

    public string DatabaseFile { get; }

    public SandboxGateway Sandbox { get; }

    public IServiceProvider Services => site.Services;

    public TestBook Book => book ??= new TestBook(Services.GetRequiredService<Database>());

    public JobStorage Storage => Services.GetRequiredService<JobStorage>();

    public IMonitoringApi Monitor => Storage.GetMonitoringApi();

    public IBackgroundJobClientV2 Client => Services.GetRequiredService<IBackgroundJobClientV2>();

    public IRecurringJobManagerV2 Recurring => Services.GetRequiredService<IRecurringJobManagerV2>();

    /// <summary>Where the site is.</summary>
    public Uri Url => new(site.Urls.Single());

    public static async Task<EngineHost> StartAsync(HostSettings? settings = null)
    {
        settings ??= new HostSettings();
        var host = new EngineHost(settings, settings.Sandbox ?? await SandboxGateway.StartAsync(
            new SandboxOptions { MachineClock = new MachineClock(TimeProvider.System) }, CancellationToken.None));
        if (settings.Database is null && !File.Exists(host.DatabaseFile))
        {
            await TestDatabase.WriteMigratedFileAsync(host.DatabaseFile);
        }

        await host.site.StartAsync();
        await Eventually.UntilAsync(() => host.RecurringJobs().Count >= 6 && host.Monitor.Servers().Count > 0, "the list of jobs is written");
        return host;
    }

    /// <summary>The recurring jobs, by name.</summary>
    public IReadOnlyDictionary<string, RecurringJobDto> RecurringJobs()
    {
        using IStorageConnection connection = Storage.GetConnection();
        return connection.GetRecurringJobs().ToDictionary(job => job.Id, StringComparer.Ordinal);
    }

    public string StateOf(string id) => Monitor.JobDetails(id).History[0].StateName;

    /// <summary>Waits until a background job has ended, and gives the state it ended in.</summary>
    public async Task<StateHistoryDto> EndOfAsync(string id)
    {
        await Eventually.UntilAsync(() => StateOf(id) is "Succeeded" or "Failed" or "Deleted", $"job {id} has ended");
        return Monitor.JobDetails(id).History[0];
    }

    /// <summary>Presses <i>Trigger now</i> and waits until the job has ended.</summary>
    public async Task<(string Id, StateHistoryDto End)> TriggerAsync(string job)
    {
        string id = Recurring.TriggerJob(job)!;
        return (id, await EndOfAsync(id));
    }

    /// <summary>Every run there was, in order: <c>job date trigger actor state</c>.</summary>
    public IReadOnlyList<string> Runs() => Book.Query<string>(
        "select concat(job, ' ', business_date, ' ', trigger_kind, ' ', actor, ' ', state) from job_run order by run_id");

    public Browser Browser() => new(Url);

    public async Task StopAsync()
    {
        if (!isStopped)
        {
            isStopped = true;
            await site.StopAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await site.DisposeAsync();
        if (ownsSandbox)
        {
            await Sandbox.DisposeAsync();
        }

        folder.Dispose();
    }
}
