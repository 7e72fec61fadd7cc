using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Worker.Site;

/// <summary>What the worker answers over HTTP: a status page, and health for whoever watches over it.</summary>
public static class OpsSite
{
    private const string Ready = "ready";

    /// <summary>Registers the pages and the checks.</summary>
    public static IServiceCollection AddOpsSite(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [Ready]);
        return services;
    }

    /// <summary>Maps the pages.</summary>
    /// <remarks>Only loopback may look: there is no sign-in yet, so anybody else is refused everything but health.</remarks>
    public static void MapOpsSite(this WebApplication site)
    {
        site.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        site.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
        site.MapGet("/", () => new RazorComponentResult<StatusPage>()).AddEndpointFilter<LoopbackOnly>();
    }
}
