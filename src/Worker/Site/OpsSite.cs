using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Worker.Configuration;
using Worker.Logging;
using Worker.Servicing.Operators;
using Worker.Site.Access;
using Worker.Site.Live;
using Worker.Site.OpenIdConnect;
using Worker.Site.Preferences;
using Worker.Site.SignIn;
using Worker.Telemetry;

namespace Worker.Site;

/// <summary>What the worker answers over HTTP: the ops site, and health for whoever watches over it.</summary>
public static class OpsSite
{
    /// <summary>Registers the pages, who may see them, and the checks.</summary>
    public static IServiceCollection AddOpsSite(this IServiceCollection services, OpsSettings settings)
    {
        services.AddRazorComponents();
        services.AddSiteSecurity(settings);
        services.AddSingleton<RunWatch>();
        services.AddSingleton<RunLog>().AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<RunLog>());
        services.AddSingleton<RunDesk>();
        services.AddReadiness();
        return services;
    }

    /// <remarks>What is mapped later and says nothing about it asks for a signed-in viewer (<see cref="SitePolicies"/>).</remarks>
    public static void MapOpsSite(this WebApplication site)
    {
        OpsSettings settings = site.Services.GetRequiredService<OpsSettings>();
        site.UseSiteSecurity();
        site.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        site.MapReadiness().AllowAnonymous();
        site.MapSiteAssets();
        if (settings.HasSignIn)
        {
            site.MapSignIn(hasPasswords: settings.Operators.Count > 0);
        }

        if (settings.OpenIdConnect is not null)
        {
            site.MapProvider();
        }

        site.MapPreferences();
        site.MapLive();
        site.MapMetrics();
        site.MapSitePages();
    }
}
