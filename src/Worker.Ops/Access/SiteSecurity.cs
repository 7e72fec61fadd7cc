using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Worker.Data.Operations;
using Worker.Ops.OpenIdConnect;
using Worker.Ops.Preferences;
using Worker.Ops.Settings;
using Worker.Ops.SignIn;
using Worker.Servicing.Jobs;

namespace Worker.Ops.Access;

internal static class SiteSecurity
{
    public static IServiceCollection AddSiteSecurity(this IServiceCollection services, OpsSettings settings)
    {
        services.AddSingleton(settings).AddSingleton(settings.SignIn)
            .AddSingleton<SignInJournal>()
            .AddSingleton<SessionStamps>().AddSingleton<SessionEvents>()
            .AddSingleton<LockOut>().AddSingleton<PasswordCheck>().AddSingleton<SignInLog>()
            .AddSiteKeys(settings);
        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        services.PostConfigure<ForwardedHeadersOptions>(options => ConfigureForwarding(options, settings.KnownProxies));
        services.Configure<RequestLocalizationOptions>(options => ConfigureLanguages(options, settings));
        services.AddRateLimiter(options => SignInRate.Configure(options, settings.SignIn));
        services.AddAntiforgery(options => ConfigureAntiforgery(options, settings));
        services.AddAuthorization(SitePolicies.Configure);
        return settings.HasSignIn ? services.AddSessions(settings) : services.AddLoopbackAlone();
    }

    /// <summary>Puts it in front of everything that is mapped. The order matters; each step leans on those before.</summary>
    public static void UseSiteSecurity(this WebApplication site)
    {
        site.UseMiddleware<ConnectionOriginMiddleware>();
        site.UseForwardedHeaders();
        site.UseMiddleware<SecurityHeaders>();
        site.UseRequestLocalization();
        site.UseMiddleware<HostGate>();
        site.UseMiddleware<DatabaseFaults>();
        site.UseRouting();
        site.UseRateLimiter();
        site.UseAuthentication();
        site.UseAuthorization();
        site.UseAntiforgery();
        site.UseMiddleware<AntiforgeryGate>();
        site.WarnOfLostKeys();
    }

    private static IServiceCollection AddLoopbackAlone(this IServiceCollection services)
    {
        services.AddAuthentication(LoopbackHandler.SchemeName)
            .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, LoopbackHandler>(LoopbackHandler.SchemeName, null);
        return services;
    }

    private static IServiceCollection AddSessions(this IServiceCollection services, OpsSettings settings)
    {
        var authentication = services.AddAuthentication(OperatorSession.Scheme).AddCookie(OperatorSession.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(OperatorSession.Scheme).Configure<MachineClock>((options, clock) =>
        {
            options.TimeProvider = clock.Time;
            options.ExpireTimeSpan = settings.SignIn.Idle;
            options.SlidingExpiration = true;
            options.EventsType = typeof(SessionEvents);
            options.LoginPath = SignInEndpoints.Path;
            options.Cookie = new SiteCookie(settings, "worker-session");
        });
        if (settings.OpenIdConnect is { } provider)
        {
            authentication.AddProvider(settings, provider);
        }

        return services;
    }

    private static void ConfigureAntiforgery(AntiforgeryOptions options, OpsSettings settings)
    {
        options.Cookie = new SiteCookie(settings, "worker-form");

        // SecurityHeaders says so, and more.
        options.SuppressXFrameOptionsHeader = true;
    }

    // Hosts may be told by the environment to believe everybody; that is taken back here. The host's name is not taken from
    // a header: proxies pass on the Host they were asked for.
    private static void ConfigureForwarding(ForwardedHeadersOptions options, IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (System.Net.IPNetwork proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        options.ForwardLimit = null;
        options.ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
    }

    // Pages choose their texts by what somebody said, or else by the browser's language; SiteLanguage writes figures and dates.
    private static void ConfigureLanguages(RequestLocalizationOptions options, OpsSettings settings)
    {
        options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("en"));
        options.SupportedCultures = [CultureInfo.InvariantCulture];
        options.SupportedUICultures = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("zh")];
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { CookieName = PreferenceEndpoints.LanguageCookie(settings).Name! },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }
}
