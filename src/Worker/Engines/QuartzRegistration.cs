using Quartz;

namespace Worker.Engines;

/// <summary>Registers Quartz.NET as the engine.</summary>
public static class QuartzRegistration
{
    /// <summary>Adds the engine; stopping waits until every job has let go of its slice.</summary>
    public static IServiceCollection AddQuartzEngine(this IServiceCollection services)
    {
        services.AddQuartz(quartz => quartz.UseInMemoryStore());
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddSingleton<QuartzEngine>();
        return services.AddHostedService(provider => provider.GetRequiredService<QuartzEngine>());
    }
}
