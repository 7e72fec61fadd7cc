using Microsoft.AspNetCore.Authorization;
using Worker.Configuration;
using Worker.Data;
using Worker.Hangfire;
using Worker.Hangfire.Dashboard;
using Worker.Hangfire.Storage;
using Worker.Ops.Access;
using Worker.Ops.Runs;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Composition;

/// <summary>Registers Hangfire: its queues are in memory with SQLite, in tables of its own with SQL Server.</summary>
internal static class HangfireEngine
{
    /// <summary>Why a run can't be put into the queue of an installation that runs elsewhere; null where it can.</summary>
    public static string? WhyNotQueued(WorkerSettings settings) => settings.Database.Provider == DatabaseProvider.SqlServer
        ? null
        : "--enqueue needs Hangfire's queues in SQL Server: with the embedded database they are in the memory of the process that runs. "
            + "Press 'Trigger now' on its dashboard, or leave --enqueue out.";

    public static IServiceCollection AddEngine(this IServiceCollection services, WorkerSettings settings) =>
        services.AddHangfireEngine(OptionsOf(settings));

    /// <summary>Adds an engine without recurring jobs, whose dashboard can trigger them: the clock of the demo is set by hand.</summary>
    public static IServiceCollection AddEngineByHand(this IServiceCollection services, WorkerSettings settings) =>
        services.AddHangfireEngine(OptionsOf(settings) with { ConnectionString = null, KeepsTime = false });

    public static void MapEngine(this WebApplication site)
    {
        WorkerSettings settings = site.Services.GetRequiredService<WorkerSettings>();
        site.MapEngineDashboard(AccessAsync, PreviewOf).RequireViewer();

        string? PreviewOf(string job, DateOnly? businessDate) =>
            settings.Operations.ConfirmTriggers && OperationsSettings.JobsThatMoveMoney.Contains(job, StringComparer.Ordinal) && JobList.Find(job) is JobDefinition definition
                ? RunAgainEndpoints.PreviewOf(job, businessDate ?? site.Services.GetRequiredService<RunService>().NewestDateOf(definition))
                : null;
    }

    /// <summary>Puts a run into the queue of the installation that works on this database.</summary>
    /// <returns>The id of the background job.</returns>
    public static async Task<string> EnqueueAsync(WorkerSettings settings, string job, DateOnly businessDate, string actor, string? reason)
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(settings.Timetable)
            .AddSingleton(TimeProvider.System)
            .AddHangfireClient(OptionsOf(settings) with { PreparesSchema = false })
            .BuildServiceProvider();
        return services.GetRequiredService<RunQueue>().Enqueue(job, businessDate, actor, reason);
    }

    /// <summary>Brings Hangfire's own tables up to date.</summary>
    /// <returns>What was done; null with SQLite, which has no such tables.</returns>
    public static async Task<string?> MigrateAsync(WorkerSettings settings, Database database, CancellationToken cancellationToken)
    {
        if (!HasTables(settings))
        {
            return null;
        }

        await using DatabaseSession session = await database.OpenAsync(cancellationToken);
        EngineSchema.Install(session.Connection, settings.Engine.Schema);
        return $"Hangfire's tables in schema {settings.Engine.Schema} are up to date.";
    }

    /// <summary>The SQL that would bring them up to date; empty with SQLite.</summary>
    public static string Script(WorkerSettings settings) => HasTables(settings) ? EngineSchema.Script(settings.Engine.Schema) : "";

    private static bool HasTables(WorkerSettings settings) => settings.Database.Provider == DatabaseProvider.SqlServer;

    private static HangfireEngineOptions OptionsOf(WorkerSettings settings) => new()
    {
        Workers = settings.Engine.Workers,
        ConnectionString = HasTables(settings) ? settings.Database.ConnectionString : null,
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
}
