using System.Security.Claims;

namespace Worker.Servicing.Jobs;

/// <param name="Account">Whose account it is at an OpenID Connect provider; null for everybody who did not sign in there.</param>
public sealed record Actor(string Name, ProviderAccount? Account = null)
{
    public static Actor Of(ClaimsPrincipal user) => new(user.Identity?.Name ?? "", ProviderAccount.Of(user));
}

/// <summary>An account at an OpenID Connect provider: what stays the same while names change.</summary>
/// <param name="Issuer">The claim <c>iss</c>.</param>
/// <param name="Subject">The claim <c>sub</c>.</param>
public sealed record ProviderAccount(string Issuer, string Subject)
{
    public const string IssuerClaim = "iss";

    public const string SubjectClaim = "sub";

    public static ProviderAccount? Of(ClaimsPrincipal user) =>
        user.FindFirst(IssuerClaim) is { } issuer && user.FindFirst(SubjectClaim) is { } subject ? new ProviderAccount(issuer.Value, subject.Value) : null;
}
