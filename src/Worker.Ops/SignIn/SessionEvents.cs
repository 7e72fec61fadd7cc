using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Worker.Data.Operations;
using Worker.Ops.Access;
using Worker.Ops.Live;
using Worker.Ops.Settings;
using Worker.Servicing.Jobs;

namespace Worker.Ops.SignIn;

/// <summary>Looks at each cookie again, and says what becomes of who has none.</summary>
internal sealed class SessionEvents(SignInSettings settings, SessionStamps stamps, SignInJournal journal, MachineClock clock) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        bool holds = context.Principal is { } principal
            && clock.Now < OperatorSession.BeginningOf(principal) + settings.Max
            && stamps.Hold(principal)
            && await journal.IsOpenAsync(OperatorSession.IdOf(principal), clock.Now, context.HttpContext.RequestAborted);
        if (!holds)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        }
    }

    /// <summary>What a page asks for by itself is no sign of anybody in front of it.</summary>
    public override Task CheckSlidingExpiration(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew &= context.Request.Path != LiveEndpoints.Path && !context.Request.Headers.ContainsKey(LiveEndpoints.ByItself);
        return Task.CompletedTask;
    }

    /// <summary>A browser that wants a page is shown where to sign in; anything else is refused.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        HttpRequest request = context.Request;
        bool wantsPage = HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if (!wantsPage)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        string target = request.PathBase + request.Path + request.QueryString;
        context.Response.Redirect($"{SignInEndpoints.Path}?{SignInEndpoints.ReturnUrl}={Uri.EscapeDataString(target)}");
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        context.Response.RefuseAsync(StatusCodes.Status403Forbidden, Texts.Site["NotYourRole"]);
}
