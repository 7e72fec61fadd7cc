using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Worker.Configuration;
using Worker.Site.Access;

namespace Worker.Site.SignIn;

/// <summary>What a session's cookie says: who, in which role, since when, and by which entry of the configuration.</summary>
internal static class OperatorSession
{
    public const string Scheme = "session";

    private const string SessionId = "sid";
    private const string SignedInAt = "auth_time";
    private const string Stamp = "stamp";

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

    public static string StampOf(ClaimsPrincipal principal) => principal.FindFirstValue(Stamp) ?? "";

    /// <summary>When it began; the beginning of time where it does not say so.</summary>
    public static DateTimeOffset BeginningOf(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(SignedInAt), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MinValue;
}
