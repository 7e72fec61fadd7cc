using Worker.Ops.Access;
using Worker.Ops.Settings;

namespace Worker.Ops.Preferences;

/// <summary>Light or dark, where a user wants another theme than the system's.</summary>
internal static class SiteTheme
{
    public const string Light = "light";
    public const string Dark = "dark";

    private const string Cookie = "worker-theme";

    /// <summary>The chosen theme; null where the system decides.</summary>
    public static string? Of(HttpContext context)
    {
        OpsSettings settings = context.RequestServices.GetRequiredService<OpsSettings>();
        return context.Request.Cookies[new SiteCookie(settings, Cookie).Name!] is (Light or Dark) and var theme ? theme : null;
    }

    public static SiteCookie CookieOf(OpsSettings settings) => new(settings, Cookie);
}
