using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Worker.Hangfire.Dashboard;
using Worker.Hangfire.Jobs;
using Worker.Hangfire.Retries;
using Worker.Hangfire.ScaleOut;
using Worker.Hangfire.Scheduling;
using Worker.Hangfire.Storage;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire;

public static class HangfireRegistration
{
    private static readonly TimeSpan Polling = TimeSpan.FromSeconds(5);

    private static int isRendererRegistered;

    public static IServiceCollection AddHangfireEngine(this IServiceCollection services, HangfireEngineOptions options)
    {
        services.AddAntiforgery();
        services.AddHangfireClient(options);
        services.AddSingleton(HelpQueue.New());
        services.AddSingleton<CalledHelp>().AddSingleton<IScaleOut>(provider => provider.GetRequiredService<CalledHelp>());
        services.AddSingleton<IRunStarter>(provider => provider.GetRequiredService<RunQueue>());
        services.AddSingleton<DailyJobs>().AddSingleton<RecurringList>();
        services.AddSingleton<IBackgroundProcess, Timekeeper>();
        return services.AddHangfireServer((provider, server) =>
        {
            server.WorkerCount = options.Workers;
            server.Queues = [.. Queues.Shared.Take(2), provider.GetRequiredService<HelpQueue>().Name, .. Queues.Shared.Skip(2)];
            server.SchedulePollingInterval = Polling;
            server.IsLightweightServer = !options.KeepsTime;
        });
    }

    /// <summary>Adds what is needed to queue jobs for a worker that runs elsewhere.</summary>
    public static IServiceCollection AddHangfireClient(this IServiceCollection services, HangfireEngineOptions options)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton(options).AddSingleton<CurrentActor>().AddSingleton<RunQueue>();
        services.TryAddSingleton(provider => EngineStorage.Create(provider.GetRequiredService<HangfireEngineOptions>()));
        services.AddFilters().AddFactories();
        return services.AddHangfire((provider, configuration) =>
        {
            ConfigureStoredForm(configuration);
            configuration.UseStorage(provider.GetRequiredService<JobStorage>());

            // Hangfire keeps its renderers for the whole process.
            if (Interlocked.Exchange(ref isRendererRegistered, 1) == 0)
            {
                configuration.UseJobDetailsRenderer(order: 10, RunDetails.Render);
            }
        });
    }

    /// <summary>How jobs are stored: without assembly versions, so that every later release can read them.</summary>
    internal static void ConfigureStoredForm(IGlobalConfiguration configuration) => configuration
        .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
        .UseSimpleAssemblyNameTypeSerializer()
        .UseIgnoredAssemblyVersionTypeResolver()
        .UseRecommendedSerializerSettings();

    /// <summary>Our filters, and Hangfire's own except for its retries.</summary>
    private static IServiceCollection AddFilters(this IServiceCollection services)
    {
        services.AddSingleton<InfrastructureRetries>().AddSingleton<Retriggers>().AddSingleton<History>();
        return services.AddSingleton<IJobFilterProvider>(provider => new JobFilterCollection
        {
            { provider.GetRequiredService<InfrastructureRetries>(), 20 },
            new StatisticsHistoryAttribute(),
            { provider.GetRequiredService<Retriggers>(), 40 },
            { provider.GetRequiredService<History>(), 50 },
        });
    }

    private static IServiceCollection AddFactories(this IServiceCollection services) => services
        .AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()))
        .AddSingleton<IBackgroundJobPerformer>(provider => new BackgroundJobPerformer(
            provider.GetRequiredService<IJobFilterProvider>(), provider.GetRequiredService<JobActivator>()))
        .AddSingleton<IBackgroundJobStateChanger>(provider => new BackgroundJobStateChanger(provider.GetRequiredService<IJobFilterProvider>()))
        .AddSingleton<IBackgroundJobFactory>(provider => new ScheduledJobFactory(
            new BackgroundJobFactory(provider.GetRequiredService<IJobFilterProvider>()), provider.GetRequiredService<JobTimetable>()))
        .AddSingleton(provider => new TriggeredJobFactory(
            new BackgroundJobFactory(provider.GetRequiredService<IJobFilterProvider>()),
            provider.GetRequiredService<JobTimetable>().Zone,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<CurrentActor>()))
        .AddSingleton<RecurringTriggers>()
        .AddSingleton<IRecurringJobManagerFactoryV2>(provider => provider.GetRequiredService<RecurringTriggers>())
        .AddSingleton<IRecurringJobManagerFactory>(provider => provider.GetRequiredService<RecurringTriggers>());
}
