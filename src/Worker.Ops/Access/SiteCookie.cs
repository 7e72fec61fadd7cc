using Worker.Ops.Settings;

namespace Worker.Ops.Access;

/// <summary>How every cookie of the site is sent: never to scripts, and over TLS alone unless only this machine can ask for it.</summary>
internal sealed class SiteCookie : CookieBuilder
{
    private readonly bool isForTlsAlone;

    /// <summary>A cookie of a site that is reached as the settings say.</summary>
    public SiteCookie(OpsSettings settings, string name)
    {
        isForTlsAlone = !settings.IsLoopback || settings.KnownProxies.Count > 0;
        HttpOnly = true;
        IsEssential = true;
        Path = "/";

        // Lax, so that a link in a chat leads to the page and not to the sign-in page; what changes something is never a GET.
        SameSite = SameSiteMode.Lax;
        SecurePolicy = CookieSecurePolicy.SameAsRequest;

        // Browsers take a cookie of this prefix from nobody but the host itself.
        Name = isForTlsAlone ? $"__Host-{name}" : name;
    }

    /// <remarks>
    /// Said here rather than by <see cref="CookieSecurePolicy.Always"/>, with which a request in plain text ends in an
    /// exception instead of a refusal.
    /// </remarks>
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        CookieOptions options = base.Build(context, expiresFrom);
        options.Secure |= isForTlsAlone;
        return options;
    }
}
