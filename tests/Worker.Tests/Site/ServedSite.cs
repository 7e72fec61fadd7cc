using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Worker.Composition;
using Worker.Configuration;
using Worker.Data;
using Worker.Ops;
using Worker.Ops.Access;
using Worker.Ops.Components;
using Worker.Ops.Settings;
using Worker.Servicing.Jobs;
using Worker.Telemetry;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Tests.Site;

/// <summary>The ops site over HTTP, with a database behind it.</summary>
public sealed partial class ServedSite : IAsyncDisposable
{
    private readonly TemporaryFolder? own;
    private readonly WebApplication site;
    private readonly string databaseFile;

    private ServedSite(string url, TemporaryFolder? folder, (string Key, string? Value)[] settings, Func<OpsSettings, OpsSettings>? change, TimeProvider? business = null, Action<IServiceCollection>? add = null)
    {
        own = folder is null ? new TemporaryFolder() : null;
        folder ??= own!;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();

        // As ASPNETCORE_FORWARDEDHEADERS_ENABLED would: the host then believes every forwarded header, unless we take it back.
        builder.Configuration["ForwardedHeaders_Enabled"] = "true";
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(new Notes(Log));

        // A host that something keeps from ending hangs, and the test says so.
        builder.WebHost.UseUrls(url).UseShutdownTimeout(2 * Eventually.Patience);
        databaseFile = folder.File("worker.db");
        WorkerSettings read = Configured.Settings([("Database:ConnectionString", databaseFile), .. settings]);
        builder.Services.AddWorker(read, business ?? TimeProvider.System).AddOpsSite(change?.Invoke(read.Ops) ?? read.Ops).AddTelemetry(read.Telemetry);
        builder.Services.AddSingleton(new MachineClock(Clock)).AddSingleton<IStartupFilter, SimulatedConnection>();
        builder.Services.AddSingleton<IRunStarter, StartedAtOnce>();
        add?.Invoke(builder.Services);
        site = builder.Build();
        site.MapOpsSite();
        site.MapMetrics();

        // Pages of later days: one that says nothing, one that may only be seen, one that changes something.
        site.MapGet("/unspoken", () => "unspoken");
        site.MapGet("/seen", (HttpContext context) => $"seen by {context.User.Identity?.Name}").RequireViewer();
        site.MapGet("/levers", () => "levers").RequireOperator();
        site.MapGet("/levers/preview", () => SiteResults.Page<ConfirmPage>(
            (nameof(ConfirmPage.Title), "Pull <b>all</b> levers"),
            (nameof(ConfirmPage.Action), "/levers"),
            (nameof(ConfirmPage.Button), "Debit 337.30"),
            (nameof(ConfirmPage.Back), "/"),
            (nameof(ConfirmPage.Preview), (RenderFragment)(builder => builder.AddContent(0, "12 installments"))))).RequireViewer();
        site.MapPost("/levers", (HttpContext context) => $"pulled by {context.User.Identity?.Name}").RequireOperator();
    }

    public IServiceProvider Services => site.Services;

    public int Port => new Uri(site.Urls.Single().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)).Port;

    /// <summary>The machine's clock.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Every line that was logged.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    public TestBook Book => field ??= new(site.Services.GetRequiredService<Database>());

    /// <summary>Every route there is, with 1 for what stands in braces.</summary>
    public IReadOnlyList<string> Routes =>
    [
        .. site.Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => $"/{InBraces().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "1")}")
            .Distinct(StringComparer.Ordinal),
    ];

    public static Task<ServedSite> StartAsync(string url = "http://127.0.0.1:0", params (string Key, string? Value)[] settings) => StartAsync(null, url, settings);

    /// <summary>Starts the site with settings that no configuration of this build gives.</summary>
    public static Task<ServedSite> StartAsync(Func<OpsSettings, OpsSettings> change) => StartAsync(new ServedSite("http://127.0.0.1:0", null, [], change));

    /// <summary>Starts the site on a folder that outlives it, as a restart does.</summary>
    public static Task<ServedSite> StartAsync(TemporaryFolder? folder, string url = "http://127.0.0.1:0", params (string Key, string? Value)[] settings) =>
        StartAsync(new ServedSite(url, folder, settings, null));

    /// <summary>Starts the site at an instant of the business clock, at which it stands.</summary>
    public static Task<ServedSite> StartAtAsync(DateTimeOffset now, params (string Key, string? Value)[] settings) =>
        StartAsync(new ServedSite("http://127.0.0.1:0", null, settings, null, new FakeTimeProvider(now)));

    /// <summary>The same, with something else in place of a part.</summary>
    public static Task<ServedSite> StartAtAsync(DateTimeOffset now, Action<IServiceCollection> add, params (string Key, string? Value)[] settings) =>
        StartAsync(new ServedSite("http://127.0.0.1:0", null, settings, null, new FakeTimeProvider(now), add));

    private static async Task<ServedSite> StartAsync(ServedSite served)
    {
        if (!File.Exists(served.databaseFile))
        {
            await TestDatabase.WriteMigratedFileAsync(served.databaseFile);
        }

        await served.site.StartAsync();
        served.Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{served.Port}") };
        return served;
    }

    /// <summary>A browser that knows nothing of the site yet.</summary>
    public Browser Browser() => new(new Uri($"http://127.0.0.1:{Port}"));

    /// <summary>The status page, read as strictly as a parser can.</summary>
    public async Task<IHtmlDocument> PageAsync() =>
        new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(await Client.GetStringAsync("/"));

    /// <summary>What the audit log keeps, oldest first: <c>actor action detail</c>.</summary>
    public IReadOnlyList<string> Audit() => Book.Query<string>("select actor || ' ' || action || ' ' || detail from audit_entry order by audit_id");

    /// <summary>Keeps everybody else from writing, as another program does that holds the lock of the file.</summary>
    public IDisposable LockDatabase()
    {
        var connection = new SqliteConnection($"Data Source={site.Services.GetRequiredService<Database>().Location};Pooling=False");
        connection.Open();
        connection.BeginTransaction(deferred: false);
        return connection;
    }

    /// <summary>What comes of something that waits while time passes for the machine.</summary>
    public async Task<T> WhileTimePassesAsync<T>(Task<T> waiting)
    {
        await Clock.StepUntilAsync(TimeSpan.FromMilliseconds(100), () => waiting.IsCompleted, "what waits comes to an end");
        return await waiting;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await site.StopAsync();
        await site.DisposeAsync();
        own?.Dispose();
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InBraces();

    private sealed class Notes(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
