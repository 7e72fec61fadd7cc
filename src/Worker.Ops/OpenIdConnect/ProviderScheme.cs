using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Worker.Data.Operations;
using Worker.Ops.Access;
using Worker.Ops.Settings;
using Worker.Ops.SignIn;
using Worker.Servicing.Jobs;

namespace Worker.Ops.OpenIdConnect;

/// <summary>
/// Signs in at an OpenID Connect provider by the framework's handler: authorization code flow with PKCE, state and nonce; the
/// signature of the ID token is checked with the keys that the provider publishes.
/// </summary>
internal static class ProviderScheme
{
    public const string Name = "provider";

    /// <summary>Where the provider sends browsers back to; what is registered with it ends so.</summary>
    public const string CallbackPath = "/sign-in/callback";

    private const string HandlerLog = "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectHandler";
    private const int LargestAnswer = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WayAndBack = TimeSpan.FromMinutes(15);

    public static void AddProvider(this AuthenticationBuilder authentication, OpsSettings settings, OpenIdConnectSettings provider)
    {
        authentication.AddOpenIdConnect(Name, options =>
        {
            options.Authority = provider.Authority;
            options.ClientId = provider.ClientId;
            options.ClientSecret = provider.ClientSecret;
            options.CallbackPath = CallbackPath;
            options.SignInScheme = OperatorSession.Scheme;
            options.RemoteAuthenticationTimeout = WayAndBack;
            options.ResponseType = OpenIdConnectResponseType.Code;

            // Cookies are SameSite=Lax: they come with a link back to us, and not with a form that another site posts.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.GetClaimsFromUserInfoEndpoint = true;
            options.MapInboundClaims = false;
            options.ClaimActions.Clear();
            options.DisableTelemetry = true;

            // Nobody is signed out by an address that anybody can ask for.
            options.RemoteSignOutPath = default;
            options.SignedOutCallbackPath = default;
            options.CorrelationCookie = new SiteCookie(settings, "worker-provider.") { Expiration = WayAndBack };
            options.NonceCookie = new SiteCookie(settings, "worker-nonce.") { Expiration = WayAndBack };
            options.ProtocolValidator.NonceLifetime = WayAndBack;
            options.Scope.Clear();
            foreach (string scope in provider.Scopes)
            {
                options.Scope.Add(scope);
            }

            options.Backchannel = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
            {
                Timeout = Patience,
                MaxResponseContentBufferSize = LargestAnswer,
            };
            options.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{provider.Authority.TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(options.Backchannel) { RequireHttps = ProviderMetadata.WantsTls(provider.Authority) },
                new ProviderMetadata(provider.Authority));
            options.Events.OnTokenValidated = CheckSignedForUsAsync;
            options.Events.OnUserInformationReceived = context => TakeFromUserInfoAsync(context, provider);
            options.Events.OnTicketReceived = context => BeginSessionAsync(context, settings, provider);
            options.Events.OnRemoteFailure = context =>
            {
                ProviderFailures.Tell(context.HttpContext, context.Failure);
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
        authentication.Services.AddOptions<OpenIdConnectOptions>(Name).Configure<MachineClock>((options, clock) => options.TimeProvider = clock.Time);

        // The handler logs as an error, with its stack, what SignInLog tells in a line.
        authentication.Services.AddLogging(logging => logging.AddFilter(HandlerLog, LogLevel.Critical));
    }

    // The handler takes a token without any signature where it comes from the token endpoint. It checks azp where it is there,
    // and only warns where a token is for several clients and none is named.
    private static Task CheckSignedForUsAsync(TokenValidatedContext context)
    {
        if (context.SecurityToken.RawSignature.Length == 0)
        {
            throw new AuthenticationFailureException("the ID token is not signed");
        }

        if (context.SecurityToken.Audiences.Skip(1).Any() && !context.SecurityToken.Claims.Any(claim => claim.Type == "azp"))
        {
            throw new AuthenticationFailureException("the ID token was asked for by another client");
        }

        return Task.CompletedTask;
    }

    // Where both say something, userinfo is right; some providers put groups into the ID token alone.
    private static Task TakeFromUserInfoAsync(UserInformationReceivedContext context, OpenIdConnectSettings provider)
    {
        var identity = (ClaimsIdentity)context.Principal!.Identity!;
        foreach (string name in new[] { provider.NameClaim, provider.RoleClaim })
        {
            if (!context.User.RootElement.TryGetProperty(name, out JsonElement value))
            {
                continue;
            }

            identity.FindAll(name).ToList().ForEach(identity.RemoveClaim);
            IEnumerable<JsonElement> values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
            identity.AddClaims(values.Where(one => one.ValueKind == JsonValueKind.String).Select(one => new Claim(name, one.GetString()!)));
        }

        return Task.CompletedTask;
    }

    // What is thrown here reaches nobody who would send the browser back, so that a refusal is told on the spot.
    private static async Task BeginSessionAsync(TicketReceivedContext context, OpsSettings settings, OpenIdConnectSettings provider)
    {
        IServiceProvider services = context.HttpContext.RequestServices;
        try
        {
            string name = ProviderClaims.NameOf(context.Principal!, provider);
            OperatorRole role = ProviderClaims.RoleOf(context.Principal!, provider);
            SignedInSession session = OperatorSession.New(
                name, ProviderClaims.AccountOf(context.Principal!), services.GetRequiredService<MachineClock>().Now, settings.SignIn.Max);
            if (!await services.GetRequiredService<SignInLog>().TryBeginAsync(context.HttpContext, session))
            {
                throw new AuthenticationFailureException("another account is signed in under the same name");
            }

            context.Principal = OperatorSession.PrincipalOf(session, role, services.GetRequiredService<SessionStamps>().Provider!);
        }
        catch (AuthenticationFailureException refused)
        {
            ProviderFailures.Tell(context.HttpContext, refused);
            context.HandleResponse();
        }
    }
}
