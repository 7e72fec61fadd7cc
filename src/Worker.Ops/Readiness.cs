using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Worker.Data;

namespace Worker.Ops;

/// <summary><c>/health/ready</c>: <c>Healthy</c>, or <c>Unhealthy</c> with status 503 and the names of what is broken, a line each and nothing else.</summary>
internal static class Readiness
{
    private const string Tag = "ready";

    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddSingleton<WriteProbe>().AddSingleton<DatabaseHealth>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [Tag]);
        return services;
    }

    public static IEndpointConventionBuilder MapReadiness(this WebApplication site) => site.MapHealthChecks(
        "/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Tag), ResponseWriter = WriteAsync });

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        IEnumerable<string> broken = report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => entry.Value.Description ?? entry.Key);
        return context.Response.WriteAsync(string.Join('\n', broken.Prepend($"{report.Status}")), context.RequestAborted);
    }
}
