using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Ops.Settings;

/// <summary>The <c>Ops:OpenIdConnect</c> section: a provider that knows who the operators are.</summary>
public sealed record OpenIdConnectSettings : IValidatableObject
{
    private const string AllowedRoles = "values of the role claim, without commas, or none";

    /// <summary>The provider's issuer, under which its discovery document is found; empty when nobody signs in that way.</summary>
    [Allowed("the provider's issuer: an https address without credentials, query or fragment (http on loopback alone)", nameof(IsAuthority))]
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    /// <summary>What this site shows the provider, in the body of requests for tokens.</summary>
    [Secret]
    public string ClientSecret { get; init; } = "";

    [Allowed("scopes, each one word, openid among them", nameof(AreScopes))]
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile"];

    /// <summary>The claim that holds the name for the audit log; by default that of OpenID Connect Core for the name somebody wants to be called.</summary>
    [Allowed("the name of a claim")]
    public string NameClaim { get; init; } = "preferred_username";

    [Allowed("the name of a claim")]
    public string RoleClaim { get; init; } = "roles";

    [Allowed(AllowedRoles)]
    public IReadOnlyList<string> ViewerRoles { get; init; } = [];

    [Allowed(AllowedRoles)]
    public IReadOnlyList<string> OperatorRoles { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        bool hasRoles = ViewerRoles.Count + OperatorRoles.Count > 0;
        if (Authority.Length == 0)
        {
            if (hasRoles || ClientId.Length + ClientSecret.Length > 0)
            {
                yield return new ValidationResult("the provider's issuer", [nameof(Authority)]);
            }

            yield break;
        }

        if (ClientId.Length == 0)
        {
            yield return new ValidationResult("what the provider calls this site", [nameof(ClientId)]);
        }

        if (ClientSecret.Length == 0)
        {
            yield return new ValidationResult("what this site shows the provider", [nameof(ClientSecret)]);
        }

        if (!hasRoles)
        {
            yield return new ValidationResult("without it and ViewerRoles nobody could sign in", [nameof(OperatorRoles)]);
        }
    }

    public override string ToString() => Authority;

    private static bool IsAuthority(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.Host.Length > 0
        && !text.AsSpan().ContainsAny("@?#");

    private static bool AreScopes(IReadOnlyList<string> scopes) =>
        scopes.Contains("openid", StringComparer.Ordinal) && scopes.All(scope => !scope.Any(char.IsWhiteSpace));
}
