using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Worker.Ops.Access;
using Worker.Ops.Live;
using Worker.Ops.OpenIdConnect;
using Worker.Ops.Preferences;
using Worker.Ops.Runs;
using Worker.Ops.Settings;
using Worker.Ops.SignIn;
using Worker.Servicing.Operations;

namespace Worker.Ops;

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
        services.AddSingleton<RunService>();
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
        site.MapSitePages();
    }
}
