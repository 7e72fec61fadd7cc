using Microsoft.AspNetCore.Authentication;
using Worker.Ops.SignIn;

namespace Worker.Ops.OpenIdConnect;

internal static class ProviderEndpoints
{
    /// <summary>Where the link on the sign-in page goes. A link, since browsers let forms go nowhere but to ourselves.</summary>
    public const string Path = "/sign-in/provider";

    /// <summary>Maps the way to the provider. The callback is the scheme's own.</summary>
    public static void MapProvider(this IEndpointRouteBuilder site) => site.MapGet(Path, ChallengeAsync)
        .AllowAnonymous()
        .RequireRateLimiting(SignInRate.Policy);

    private static async Task ChallengeAsync(HttpContext context, string? returnUrl)
    {
        try
        {
            await context.ChallengeAsync(ProviderScheme.Name, new AuthenticationProperties { RedirectUri = SignInEndpoints.Local(returnUrl) });
        }
        catch (Exception failure) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            // The provider can't be reached, or its discovery document is not valid.
            ProviderFailures.Tell(context, failure);
        }
    }
}
