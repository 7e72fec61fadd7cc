using Microsoft.AspNetCore.Authentication;
using Worker.Configuration;
using Worker.Servicing;
using Worker.Site.Access;
using Worker.Site.SignIn;

namespace Worker.Site.OpenIdConnect;

internal static class ProviderEndpoints
{
    /// <summary>Where the link on the sign-in page goes. A link, since browsers let forms go nowhere but to ourselves.</summary>
    public const string Path = "/sign-in/provider";

    /// <summary>Where the provider sends browsers back to; what is registered with it ends so.</summary>
    public const string CallbackPath = "/sign-in/callback";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WayAndBack = TimeSpan.FromMinutes(15);
    private const int LargestAnswer = 1024 * 1024;

    /// <summary>Maps the way there. The way back is the scheme's own.</summary>
    public static void MapProvider(this IEndpointRouteBuilder site) =>
        site.MapGet(Path, (string? returnUrl) => TypedResults.Challenge(
                new AuthenticationProperties { RedirectUri = SignInEndpoints.Local(returnUrl) }, [ProviderHandler.SchemeName]))
            .AllowAnonymous()
            .RequireRateLimiting(SignInRate.Policy);

    public static void AddProvider(this AuthenticationBuilder authentication, OpsSettings settings, OpenIdConnectSettings provider)
    {
        authentication.AddOAuth<ProviderOptions, ProviderHandler>(ProviderHandler.SchemeName, options =>
        {
            options.Settings = provider;
            options.ClientId = provider.ClientId;
            options.ClientSecret = provider.ClientSecret;
            options.CallbackPath = CallbackPath;
            options.SignInScheme = OperatorSession.Scheme;
            options.RemoteAuthenticationTimeout = WayAndBack;
            options.UsePkce = true;
            options.SaveTokens = false;
            options.CorrelationCookie = new SiteCookie(settings, "worker-provider.") { Expiration = WayAndBack };
            options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
            options.BackchannelTimeout = Patience;
            options.Scope.Clear();
            foreach (string scope in provider.Scopes)
            {
                options.Scope.Add(scope);
            }

            options.Events.OnRemoteFailure = context =>
            {
                SignInLog log = context.HttpContext.RequestServices.GetRequiredService<SignInLog>();
                log.ProviderFailed(SignInLog.AddressOf(context.HttpContext), ReasonOf(context.Failure));
                context.Response.Redirect(ProviderFailures.PageOf(context.Failure));
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
        authentication.Services.AddOptions<ProviderOptions>(ProviderHandler.SchemeName).Configure<MachineClock>((options, clock) =>
        {
            options.TimeProvider = clock.Time;
            options.Discovery = new ProviderDiscovery(provider.Authority, clock.Time);
        });
        authentication.Services.PostConfigure<ProviderOptions>(
            ProviderHandler.SchemeName, options => options.Backchannel.MaxResponseContentBufferSize = LargestAnswer);
    }

    // What comes from outside stands in one line of the log, and not without end.
    private static string ReasonOf(Exception? failure)
    {
        string text = failure?.Message ?? "no reason was given";
        string line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length > 300 ? line[..300] : line;
    }
}
