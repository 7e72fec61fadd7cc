using Worker.Configuration;
using Worker.Data;
using Worker.Engines;
#if FULL_PROFILE
using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Worker.Hangfire;
using Worker.Hangfire.Dashboard;
using Worker.Hangfire.Storage;
using Worker.Site.Access;
#endif

namespace Worker.Composition;

/// <summary>Which engine runs the jobs: what the build has, and of that what the configuration says.</summary>
internal static class EngineChoice
{
    /// <summary>Why a run can't be put into the queue of an installation that runs elsewhere; null where it can.</summary>
    public static string? WhyNotQueued(WorkerSettings settings)
    {
        if (!Has(EngineKind.Hangfire))
        {
            return "--enqueue puts a run into Hangfire's queue, and this build was made without the packages of Hangfire. Without --enqueue the run is made here and now.";
        }

        if (settings.Engine.Kind != EngineKind.Hangfire)
        {
            return $"--enqueue puts a run into Hangfire's queue, and Engine:Kind is {settings.Engine.Kind}. Without --enqueue the run is made here and now.";
        }

        return settings.Database.Provider == DatabaseProvider.SqlServer
            ? null
            : "--enqueue needs Hangfire's queues in SQL Server: with the embedded database they are in the memory of the process that runs. "
                + "Press 'Trigger now' on its dashboard, or leave --enqueue out.";
    }

#if FULL_PROFILE
    /// <summary>The engine where the configuration names none.</summary>
    public const EngineKind BuiltIn = EngineKind.Hangfire;

    /// <summary>Whether the build has an engine.</summary>
    public static bool Has(EngineKind kind) => kind is EngineKind.Hangfire or EngineKind.Quartz;

    /// <summary>Adds the engine.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, WorkerSettings settings) =>
        settings.Engine.Kind == EngineKind.Hangfire ? services.AddHangfireEngine(HangfireOptions(settings)) : services.AddQuartzEngine();

    /// <summary>Adds an engine that runs nothing by itself, where it has a dashboard to trigger jobs from: the demo's clock stands still.</summary>
    public static IServiceCollection AddEngineByHand(this IServiceCollection services, WorkerSettings settings) =>
        settings.Engine.Kind == EngineKind.Hangfire
            ? services.AddHangfireEngine(HangfireOptions(settings) with { ConnectionString = null, KeepsTime = false })
            : services;

    /// <summary>Maps the engine's dashboard, where it has one: viewers look, operators press buttons.</summary>
    public static void MapEngine(this WebApplication site)
    {
        if (site.Services.GetRequiredService<WorkerSettings>().Engine.Kind == EngineKind.Hangfire)
        {
            site.MapEngineDashboard(AccessAsync).RequireViewer();
        }
    }

    /// <summary>Puts a run into the queue of the installation that works on this database.</summary>
    /// <returns>The id of the background job.</returns>
    public static async Task<string> EnqueueAsync(WorkerSettings settings, string job, DateOnly businessDate, string actor, string? reason)
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(settings.Timetable)
            .AddSingleton(TimeProvider.System)
            .AddHangfireClient(HangfireOptions(settings) with { PreparesSchema = false })
            .BuildServiceProvider();
        return services.GetRequiredService<RunQueue>().Enqueue(job, businessDate, actor, reason);
    }

    /// <summary>Brings the engine's own tables up to date.</summary>
    /// <returns>What it saw to; null where the engine has no tables.</returns>
    public static async Task<string?> MigrateAsync(WorkerSettings settings, Database database, CancellationToken cancellationToken)
    {
        if (!HasTables(settings))
        {
            return null;
        }

        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        EngineSchema.Install(connection, settings.Engine.Schema);
        return $"Hangfire's tables in schema {settings.Engine.Schema} are up to date.";
    }

    /// <summary>The SQL that would; empty where the engine has no tables.</summary>
    public static string Script(WorkerSettings settings) => HasTables(settings) ? EngineSchema.Script(settings.Engine.Schema) : "";

    private static bool HasTables(WorkerSettings settings) =>
        settings.Engine.Kind == EngineKind.Hangfire && settings.Database.Provider == DatabaseProvider.SqlServer;

    private static HangfireEngineOptions HangfireOptions(WorkerSettings settings) => new()
    {
        Workers = settings.Engine.Workers,
        ConnectionString = settings.Database.Provider == DatabaseProvider.SqlServer ? settings.Database.ConnectionString : null,
        Schema = settings.Engine.Schema,
        PreparesSchema = settings.Database.MigrateAtStart,
    };

    private static async Task<DashboardAccess> AccessAsync(HttpContext context)
    {
        IAuthorizationService authorization = context.RequestServices.GetRequiredService<IAuthorizationService>();
        if ((await authorization.AuthorizeAsync(context.User, SitePolicies.Operator)).Succeeded)
        {
            return DashboardAccess.Operate;
        }

        return (await authorization.AuthorizeAsync(context.User, SitePolicies.Viewer)).Succeeded ? DashboardAccess.View : DashboardAccess.None;
    }
#else
    /// <summary>The engine where the configuration names none.</summary>
    public const EngineKind BuiltIn = EngineKind.Quartz;

    /// <summary>Whether the build has an engine.</summary>
    public static bool Has(EngineKind kind) => kind == EngineKind.Quartz;

    /// <summary>Adds the engine.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, WorkerSettings settings) => services.AddQuartzEngine();

    /// <summary>Adds nothing: this engine has no dashboard to trigger jobs from.</summary>
    public static IServiceCollection AddEngineByHand(this IServiceCollection services, WorkerSettings settings) => services;

    /// <summary>Maps nothing: this engine has no dashboard.</summary>
    public static void MapEngine(this WebApplication site)
    {
    }

    /// <summary>Does nothing: this engine has no tables.</summary>
    public static Task<string?> MigrateAsync(WorkerSettings settings, Database database, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    /// <summary>Nothing: this engine has no tables.</summary>
    public static string Script(WorkerSettings settings) => "";

    /// <summary>Not in this build.</summary>
    /// <exception cref="NotSupportedException">Always; <see cref="WhyNotQueued"/> says so before.</exception>
    public static Task<string> EnqueueAsync(WorkerSettings settings, string job, DateOnly businessDate, string actor, string? reason) =>
        throw new NotSupportedException(WhyNotQueued(settings));
#endif
}
