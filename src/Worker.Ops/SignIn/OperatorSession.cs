using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Worker.Data.Operations;
using Worker.Ops.Access;
using Worker.Ops.Settings;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Ops.SignIn;

/// <summary>What a session's cookie says: who, in which role, since when, and by which entry of the configuration.</summary>
internal static class OperatorSession
{
    public const string Scheme = "session";

    private const string SessionId = "sid";
    private const string SignedInAt = "auth_time";
    private const string Stamp = "stamp";

    /// <param name="account">Whose account it is at the provider; null for a password.</param>
    public static SignedInSession New(string name, ProviderAccount? account, DateTimeOffset now, TimeSpan longest) =>
        new(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), name, OperatorNames.KeyOf(name), account, now, now + longest);

    public static ClaimsPrincipal PrincipalOf(SignedInSession session, OperatorRole role, string stamp) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, session.Name),
            new Claim(ClaimTypes.Role, SitePolicies.NameOf(role)),
            new Claim(SessionId, session.SessionId),
            new Claim(SignedInAt, session.BeganAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new Claim(Stamp, stamp),
            .. ClaimsOf(session.Account),
        ],
        Scheme,
        ClaimTypes.Name,
        ClaimTypes.Role));

    private static IEnumerable<Claim> ClaimsOf(ProviderAccount? account) => account is null
        ? []
        : [new Claim(ProviderAccount.IssuerClaim, account.Issuer), new Claim(ProviderAccount.SubjectClaim, account.Subject)];

    /// <summary>What tells this session from every other; empty for a principal that has none.</summary>
    public static string IdOf(ClaimsPrincipal principal) => principal.FindFirstValue(SessionId) ?? "";

    public static string StampOf(ClaimsPrincipal principal) => principal.FindFirstValue(Stamp) ?? "";

    /// <summary>When it began; the beginning of time where it does not say so.</summary>
    public static DateTimeOffset BeginningOf(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(SignedInAt), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MinValue;
}
