using Microsoft.AspNetCore.Localization;
using Worker.Ops.Access;
using Worker.Ops.Settings;
using Worker.Ops.SignIn;
using Worker.Servicing.Jobs;

namespace Worker.Ops.Preferences;

/// <summary>Saves the language and the theme that a user chose.</summary>
internal static class PreferenceEndpoints
{
    public const string Path = "/preferences";

    /// <summary>The field with the tag of a language; empty for the browser's.</summary>
    public const string Language = "language";

    /// <summary>The field with a theme; empty for the system's.</summary>
    public const string Theme = "theme";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>The cookie that keeps the language, in the framework's own format.</summary>
    public static SiteCookie LanguageCookie(OpsSettings settings) => new(settings, "worker-language");

    public static void MapPreferences(this IEndpointRouteBuilder site) => site.MapPost(Path, SaveAsync).RequireViewer();

    private static async Task<IResult> SaveAsync(HttpContext context, OpsSettings settings, MachineClock clock)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form.TryGetValue(Language, out var language))
        {
            string? tag = SiteLanguage.All.FirstOrDefault(one => one.Tag == language)?.Tag;
            Keep(context, LanguageCookie(settings), tag is null ? null : CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(tag)), clock.Now);
        }

        if (form.TryGetValue(Theme, out var theme))
        {
            Keep(context, SiteTheme.CookieOf(settings), theme.ToString() is (SiteTheme.Light or SiteTheme.Dark) and var wanted ? wanted : null, clock.Now);
        }

        return TypedResults.LocalRedirect(SignInEndpoints.Local(form[SignInEndpoints.ReturnUrl]));
    }

    private static void Keep(HttpContext context, SiteCookie cookie, string? value, DateTimeOffset now)
    {
        CookieOptions options = cookie.Build(context, now);
        if (value is null)
        {
            context.Response.Cookies.Delete(cookie.Name!, options);
            return;
        }

        options.Expires = now + Kept;
        context.Response.Cookies.Append(cookie.Name!, value, options);
    }
}
