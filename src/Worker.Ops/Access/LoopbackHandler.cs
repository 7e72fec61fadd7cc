using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Worker.Ops.Settings;

namespace Worker.Ops.Access;

/// <summary>
/// Stands where nobody can sign in. Takes who sits at this machine for an operator if the settings trust loopback, and
/// refuses everybody else.
/// </summary>
internal sealed class LoopbackHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OpsSettings settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The name of the scheme, and of whoever sits at this machine.</summary>
    public const string SchemeName = "loopback";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!settings.TrustsLoopback || Context.Features.Get<ConnectionOrigin>() is not { IsLoopback: true })
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, SchemeName), new Claim(ClaimTypes.Role, SitePolicies.Operator)], SchemeName, ClaimTypes.Name, ClaimTypes.Role);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => RefuseAsync();

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => RefuseAsync();

    private Task RefuseAsync() => Response.RefuseAsync(StatusCodes.Status403Forbidden, Texts.Site["OnlyThisMachine"]);
}
