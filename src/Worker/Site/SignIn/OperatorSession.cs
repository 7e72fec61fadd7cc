using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Worker.Configuration;
using Worker.Site.Access;

namespace Worker.Site.SignIn;

/// <summary>What a session's cookie says: who, in which role, since when, and by which entry of the configuration.</summary>
internal static class OperatorSession
{
    /// <summary>The cookie's scheme.</summary>
    public const string Scheme = "session";

    private const string SessionId = "sid";
    private const string SignedInAt = "auth_time";
    private const string Stamp = "stamp";

    /// <summary>A session that begins.</summary>
    /// <param name="name">What the audit log calls them.</param>
    /// <param name="role">What they may do.</param>
    /// <param name="stamp">What the session stands and falls with.</param>
    /// <param name="now">When it begins.</param>
    public static ClaimsPrincipal Begin(string name, OperatorRole role, string stamp, DateTimeOffset now) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, name),
            new Claim(ClaimTypes.Role, SitePolicies.NameOf(role)),
            new Claim(SessionId, Convert.ToHexString(RandomNumberGenerator.GetBytes(16))),
            new Claim(SignedInAt, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new Claim(Stamp, stamp),
        ],
        Scheme,
        ClaimTypes.Name,
        ClaimTypes.Role));

    /// <summary>What tells this session from every other; empty for a principal that has none.</summary>
    public static string IdOf(ClaimsPrincipal principal) => principal.FindFirstValue(SessionId) ?? "";

    /// <summary>The stamp it began with.</summary>
    public static string StampOf(ClaimsPrincipal principal) => principal.FindFirstValue(Stamp) ?? "";

    /// <summary>When it began; the beginning of time where it does not say so.</summary>
    public static DateTimeOffset BeginningOf(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(SignedInAt), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MinValue;
}
