using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Worker.Composition;
using Worker.Data;
using Worker.Hangfire;
using Worker.Servicing.Calendar;
using Worker.Servicing.Runs;
using Worker.Testing;
using Worker.Testing.Databases;
using Worker.Tests.Configuration;

namespace Worker.Tests.Engines;

/// <summary>The worker as its host puts it together, on a database of its own or another's, by a clock that the test moves.</summary>
public sealed class ComposedWorker : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder folder = new();
    private readonly TestDatabase? own;

    private ComposedWorker(TestDatabase database, bool isOwn, (string Key, string? Value)[] settings)
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
                Clock)
            .AddHangfireEngine(new HangfireEngineOptions());
        Host = builder.Build();
    }

    /// <summary>09:00 in Shanghai on 2026-11-21 at first.</summary>
    public FakeClock Clock { get; } = new(World.Zone.InstantOf(Dates.D, new TimeOnly(9, 0)));

    public IHost Host { get; }

    /// <summary>Warnings, and worse.</summary>
    public LogLines Log { get; } = new();

    public JobDispatcher Dispatcher => Host.Services.GetRequiredService<JobDispatcher>();

    public TestBook Book => new(Host.Services.GetRequiredService<Database>());

    public static async Task<ComposedWorker> CreateAsync(TestDatabase? database = null, params (string Key, string? Value)[] settings) =>
        new(database ?? await TestDatabase.CreateAsync(), isOwn: database is null, settings);

    public void At(DateOnly date, int hour, int minute = 0) => Clock.MoveTo(World.Zone.InstantOf(date, new TimeOnly(hour, minute)));

    /// <summary>Runs a job at the newest of its times, as an engine would.</summary>
    public Task<RunReport> DispatchAsync(string job)
    {
        JobDefinition definition = JobList.Find(job)!;
        (_, Occasion occasion) = Host.Services.GetRequiredService<JobTimetable>().NewestOf(definition, Clock.GetUtcNow());
        return Dispatcher.RunAsync(definition, occasion, RunTrigger.Schedule, TestContext.Current.CancellationToken);
    }

    /// <summary>Every run there was, in order: <c>job date occasion trigger state</c>.</summary>
    public IReadOnlyList<string> Runs() => Book.Query<string>(
        "select concat(job, ' ', business_date, ' (', occasion, ') ', trigger_kind, ' ', state) from job_run order by run_id");

    /// <summary>Waits for what happens on other threads.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"It never came about that {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

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
