using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Worker.Data.Operations;
using Worker.Ops.Access;
using Worker.Ops.OpenIdConnect;
using Worker.Ops.Settings;
using Worker.Servicing.Jobs;

namespace Worker.Ops.SignIn;

internal static class SignInEndpoints
{
    public const string Path = "/sign-in";

    public const string SignOutPath = "/sign-out";

    public const string ReturnUrl = "returnUrl";

    private const int LargestForm = 16 * 1024;
    private const string SecondsToTryAgain = "5";

    public static void MapSignIn(this IEndpointRouteBuilder site, bool hasPasswords)
    {
        site.MapGet(Path, Show).AllowAnonymous();
        site.MapPost(SignOutPath, SignOutAsync).RequireViewer();
        if (hasPasswords)
        {
            site.MapPost(Path, SignInAsync)
                .AllowAnonymous()
                .RequireRateLimiting(SignInRate.Policy)
                .WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        }
    }

    public static RazorComponentResult<SignInPage> Page(HttpContext context, string? failure, string returnUrl, int status) => new(
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(SignInPage.Failure)] = failure,
            [nameof(SignInPage.ReturnUrl)] = returnUrl,
            [nameof(SignInPage.TakesPassword)] = TakesPassword(context),
        })
    {
        StatusCode = status,
    };

    /// <summary>A path of this site; its root for anything else.</summary>
    public static string Local(string? url) =>
        url is { Length: <= 2000 } && RedirectHttpResult.IsLocalUrl(url) && url[0] == '/' && url.All(IsOfAddress) ? url : "/";

    // Anything else would have to be escaped in an address, and can't stand in a header.
    private static bool IsOfAddress(char letter) => letter is > ' ' and < (char)127;

    private static IResult Show(HttpContext context, string? returnUrl, string? failure) =>
        context.User.Identity is { IsAuthenticated: true }
            ? TypedResults.LocalRedirect(Local(returnUrl))
            : Page(context, ProviderFailures.TextOf(failure), Local(returnUrl), StatusCodes.Status200OK);

    private static async Task<IResult> SignInAsync(
        HttpContext context, SignInSettings settings, PasswordCheck check, SessionStamps stamps, SignInLog log, MachineClock clock)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string returnUrl = Local(form[ReturnUrl]);
        if (!TakesPassword(context))
        {
            return Page(context, null, returnUrl, StatusCodes.Status403Forbidden);
        }

        PasswordAnswer answer = await check.CompareAsync(form["name"].ToString(), form["password"].ToString(), context.RequestAborted);
        if (answer.Outcome == PasswordOutcome.TooMany)
        {
            log.TooMany(SignInLog.AddressOf(context));
            context.Response.Headers.RetryAfter = SecondsToTryAgain;
            return Page(context, Texts.Site["TooManyAtOnce"], returnUrl, StatusCodes.Status429TooManyRequests);
        }

        if (answer.Account is not { } account)
        {
            await log.RefusedAsync(context, answer);
            return Page(context, Texts.Site["Refused"], returnUrl, StatusCodes.Status403Forbidden);
        }

        if (answer.IsHashWeak)
        {
            log.HashIsWeak(account.Name);
        }

        SignedInSession session = OperatorSession.New(account.Name, account: null, clock.Now, settings.Max);
        await log.TryBeginAsync(context, session);
        await context.SignInAsync(OperatorSession.Scheme, OperatorSession.PrincipalOf(session, account.Role, stamps.Of(account)));
        return TypedResults.LocalRedirect(returnUrl);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInLog log)
    {
        await log.EndAsync(context);
        await context.SignOutAsync(OperatorSession.Scheme);
        return TypedResults.LocalRedirect(Path);
    }

    private static bool TakesPassword(HttpContext context) =>
        context.Request.IsHttps || context.Features.Get<ConnectionOrigin>() is { IsLoopback: true };
}
