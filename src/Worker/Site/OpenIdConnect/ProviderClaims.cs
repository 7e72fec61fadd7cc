using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Worker.Configuration;

namespace Worker.Site.OpenIdConnect;

/// <summary>Who somebody is and what they may do, by the claims that a provider makes of them.</summary>
internal static class ProviderClaims
{
    private const int LongestName = 200;

    /// <exception cref="NoRoleException">The role claim gives none.</exception>
    public static OperatorRole RoleOf(ClaimsPrincipal principal, OpenIdConnectSettings settings)
    {
        string[] roles = [.. TextsOf(principal, settings.RoleClaim)];
        return roles.Any(role => settings.OperatorRoles.Contains(role, StringComparer.Ordinal)) ? OperatorRole.Operator
            : roles.Any(role => settings.ViewerRoles.Contains(role, StringComparer.Ordinal)) ? OperatorRole.Viewer
            : throw new NoRoleException();
    }

    /// <summary>The name for the audit log.</summary>
    /// <exception cref="AuthenticationFailureException">It is not there, or can't stand in a line.</exception>
    public static string NameOf(ClaimsPrincipal principal, OpenIdConnectSettings settings)
    {
        string? name = TextsOf(principal, settings.NameClaim).FirstOrDefault()?.Trim();
        return name is { Length: > 0 and <= LongestName } && !name.Any(IsTreacherous)
            ? name
            : throw new AuthenticationFailureException($"the claim {settings.NameClaim} is missing, or is no name on one line");
    }

    private static IEnumerable<string> TextsOf(ClaimsPrincipal principal, string claim) =>
        principal.FindAll(claim).Where(one => one.ValueType == ClaimValueTypes.String).Select(one => one.Value);

    // Line breaks forge lines of a log; format characters turn text around.
    private static bool IsTreacherous(char letter) => char.GetUnicodeCategory(letter) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
