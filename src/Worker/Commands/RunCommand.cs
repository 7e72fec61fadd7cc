using System.CommandLine;
using Worker.Composition;
using Worker.Configuration;
using Worker.Logging;
using Worker.Ops;
using Worker.Ops.Access;
using Worker.Telemetry;

namespace Worker.Commands;

/// <summary><c>run</c>: catches up, schedules, serves the ops site, until stopped.</summary>
internal static partial class RunCommand
{
    public static Command Build(CommandHost host)
    {
        var command = new Command("run", "Catch up, run every job at its times, and serve the ops site until stopped. The default.");
        command.SetAction((_, cancellationToken) => RunAsync(host, cancellationToken));
        return command;
    }

    public static Task<int> RunAsync(CommandHost host, CancellationToken cancellationToken) => host.GuardAsync(
        async () =>
        {
            if (host.ReadSettings() is not var (configuration, settings))
            {
                return WorkerCommand.BadInput;
            }

            await using WebApplication site = BuildSite(configuration, settings);
            try
            {
                await CommandHost.PrepareSchemaAsync(site.Services, DatabaseUse.Creates, cancellationToken);
                await StartAsync(site, cancellationToken);
                await site.WaitForShutdownAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Stopped before it had started: a clean stop too.
            }

            return 0;
        },
        cancellationToken);

    private static async Task StartAsync(WebApplication site, CancellationToken cancellationToken)
    {
        try
        {
            await site.StartAsync(cancellationToken);
        }
        catch
        {
            // The engine may be running already: it stops before the database is closed.
            await site.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static WebApplication BuildSite(IConfigurationRoot configuration, WorkerSettings settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear(); // The web server too sees only what was read and checked.
        builder.Configuration.AddConfiguration(configuration);
        builder.Logging.ClearProviders().AddWorkerLogging(configuration, json: Console.IsErrorRedirected);
        builder.ListenOnlyAt(settings.Ops.Url.ToString());
        builder.Services
            .AddWorker(settings, TimeProvider.System)
            .AddEngine(settings)
            .AddOpsSite(settings.Ops)
            .AddTelemetry(settings.Telemetry);
        WebApplication site = builder.Build();
        site.MapOpsSite();
        site.MapMetrics();
        site.MapEngine();
        site.Lifetime.ApplicationStarted.Register(() =>
        {
            LogServing(site.Logger, string.Join(", ", site.Urls));
            if (!settings.Ops.HasSignIn && !settings.Ops.TrustsLoopback)
            {
                LogNobodyGetsIn(site.Logger);
            }
        });
        return site;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Nobody can sign in to the ops site yet: 'worker operator add NAME --role operator' prints what to add to appsettings.json; see docs/sign-in.md")]
    private static partial void LogNobodyGetsIn(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "The ops site is served at {Url}")]
    private static partial void LogServing(ILogger logger, string url);
}
