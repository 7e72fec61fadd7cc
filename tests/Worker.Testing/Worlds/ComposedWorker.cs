using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Worker.Composition;
using Worker.Data;
using Worker.Servicing.Calendar;
using Worker.Servicing.Jobs;
using Worker.Testing.Databases;
using Xunit;

namespace Worker.Testing.Worlds;

/// <summary>The worker as its host puts it together, on a database of its own or another's, by a clock that the test moves.</summary>
public sealed class ComposedWorker : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestDatabase? own;

    private ComposedWorker(
        TestDatabase database, bool isOwn, (string Key, string? Value)[] settings, Action<IServiceCollection, FakeTimeProvider>? addEngine)
    {
        own = isOwn ? database : null;
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(Log).SetMinimumLevel(LogLevel.Warning);
        builder.Services
            .AddWorker(
                Configured.Settings(
                [
                    ("Mail:PickupFolder", folder.File("mail")),
                    ("Database:Provider", $"{database.Provider}"),
                    ("Database:ConnectionString", database.ConnectionString),
                    .. settings,
                ]),
                Clock);
        addEngine?.Invoke(builder.Services, Clock);
        Host = builder.Build();
    }

    /// <summary>09:00 in Shanghai on 2026-11-21 at first.</summary>
    public FakeTimeProvider Clock { get; } = new(World.Zone.InstantOf(Dates.D, new TimeOnly(9, 0)).ToUniversalTime());

    public IHost Host { get; }

    /// <summary>Warnings, and worse.</summary>
    public LogLines Log { get; } = new();

    public JobDispatcher Dispatcher => Host.Services.GetRequiredService<JobDispatcher>();

    public TestBook Book => new(Host.Services.GetRequiredService<Database>());

    public static async Task<ComposedWorker> CreateAsync(TestDatabase? database = null, params (string Key, string? Value)[] settings) =>
        new(database ?? await TestDatabase.CreateAsync(), isOwn: database is null, settings, addEngine: null);

    /// <summary>One that has an engine to start.</summary>
    /// <param name="addEngine">Adds it, given the worker's clock.</param>
    public static ComposedWorker Create(
        TestDatabase database, (string Key, string? Value)[] settings, Action<IServiceCollection, FakeTimeProvider> addEngine) =>
        new(database, isOwn: false, settings, addEngine);

    public void At(DateOnly date, int hour, int minute = 0) => Clock.MoveTo(World.Zone.InstantOf(date, new TimeOnly(hour, minute)));

    /// <summary>Runs a job at the newest of its times, as an engine would.</summary>
    public Task<RunReport> DispatchAsync(string job)
    {
        JobDefinition definition = JobList.Find(job)!;
        (_, ScheduledOccurrence occurrence) = Host.Services.GetRequiredService<JobTimetable>().NewestOf(definition, Clock.GetUtcNow());
        return Dispatcher.RunAsync(definition, occurrence, RunTrigger.Schedule, TestContext.Current.CancellationToken);
    }

    /// <summary>Every run there was, in order: <c>job date occurrence trigger state</c>.</summary>
    public IReadOnlyList<string> Runs() => Book.Query<string>(
        "select concat(job, ' ', business_date, ' (', occasion, ') ', trigger_kind, ' ', state) from job_run order by run_id");

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync();
        await ((IAsyncDisposable)Host).DisposeAsync();
        if (own is not null)
        {
            await own.DisposeAsync();
        }

        folder.Dispose();
    }
}
