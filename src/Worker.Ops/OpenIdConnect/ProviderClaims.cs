using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Worker.Ops.Settings;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Ops.OpenIdConnect;

/// <summary>Who somebody is and what they may do, by the claims that a provider makes of them.</summary>
internal static class ProviderClaims
{
    private const int LongestIdentifier = 400;

    /// <exception cref="NoRoleException">The role claim gives none.</exception>
    public static OperatorRole RoleOf(ClaimsPrincipal principal, OpenIdConnectSettings settings)
    {
        string[] roles = [.. TextsOf(principal, settings.RoleClaim)];
        return roles.Any(role => settings.OperatorRoles.Contains(role, StringComparer.Ordinal)) ? OperatorRole.Operator
            : roles.Any(role => settings.ViewerRoles.Contains(role, StringComparer.Ordinal)) ? OperatorRole.Viewer
            : throw new NoRoleException();
    }

    /// <exception cref="AuthenticationFailureException">It is not there, or can't stand in a line.</exception>
    public static string NameOf(ClaimsPrincipal principal, OpenIdConnectSettings settings)
    {
        string name = TextsOf(principal, settings.NameClaim).FirstOrDefault()?.Trim() ?? "";
        return OperatorNames.ProblemOf(name) is { } problem
            ? throw new AuthenticationFailureException($"the claim {settings.NameClaim} {problem}")
            : name;
    }

    /// <exception cref="AuthenticationFailureException">The provider's identifiers are longer than we keep.</exception>
    public static ProviderAccount AccountOf(ClaimsPrincipal principal) =>
        ProviderAccount.Of(principal) is { Issuer.Length: <= LongestIdentifier, Subject.Length: > 0 and <= LongestIdentifier } account
            ? account
            : throw new AuthenticationFailureException($"iss or sub is missing, or longer than {LongestIdentifier} characters");

    private static IEnumerable<string> TextsOf(ClaimsPrincipal principal, string claim) =>
        principal.FindAll(claim).Where(one => one.ValueType == ClaimValueTypes.String).Select(one => one.Value);
}
