using System.Collections.Frozen;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Worker.Ops.Settings;

namespace Worker.Ops.SignIn;

/// <summary>
/// What a session stands and falls with: the entry of the configuration by which somebody signed in. Whoever is removed, or
/// gets another password or role, is signed out by the restart that brings the new configuration.
/// </summary>
internal sealed class SessionStamps(OpsSettings settings)
{
    private readonly FrozenDictionary<string, string> accounts = settings.Operators.ToFrozenDictionary(
        account => account.Name, account => Digest(["operator", account.Name, $"{account.Role}", account.PasswordHash]), StringComparer.Ordinal);

    /// <summary>The stamp of whoever signs in at the provider; null when there is none.</summary>
    public string? Provider { get; } = settings.OpenIdConnect is { } provider
        ? Digest(
        [
            "provider", provider.Authority, provider.ClientId, provider.NameClaim, provider.RoleClaim,
            .. provider.ViewerRoles.Order(StringComparer.Ordinal), "/", .. provider.OperatorRoles.Order(StringComparer.Ordinal),
        ])
        : null;

    public string Of(OperatorAccount account) => accounts[account.Name];

    /// <summary>Whether a session's entry is still the one it began by.</summary>
    public bool Hold(ClaimsPrincipal principal)
    {
        string? today = Provider ?? accounts.GetValueOrDefault(principal.Identity?.Name ?? "");
        return today is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(today), Encoding.UTF8.GetBytes(OperatorSession.StampOf(principal)));
    }

    private static string Digest(IEnumerable<string> parts) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
