using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Worker.Ops.Access;
using Worker.Ops.Calendar;
using Worker.Ops.Customers;
using Worker.Ops.Downloads;
using Worker.Ops.InDoubt;
using Worker.Ops.Installments;
using Worker.Ops.Live;
using Worker.Ops.Messages;
using Worker.Ops.OpenIdConnect;
using Worker.Ops.Plans;
using Worker.Ops.Preferences;
using Worker.Ops.Runs;
using Worker.Ops.Settings;
using Worker.Ops.SignIn;
using Worker.Ops.Switches;
using Worker.Ops.Today;
using Worker.Servicing.Operations;

namespace Worker.Ops;

/// <summary>What the worker serves over HTTP: the ops site and the health checks.</summary>
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
        RouteGroupBuilder pages = site.MapGroup("").RequireViewer();
        pages.MapToday();
        pages.MapRuns();
        pages.MapRunAgain();
        pages.MapCustomers();
        pages.MapPlans();
        pages.MapInstallments();
        pages.MapMessages();
        pages.MapInDoubt();
        pages.MapSwitches();
        pages.MapCalendar();
        pages.MapDownloads();
    }
}
