namespace Worker.Configuration;

/// <summary>The <c>Ops:OpenIdConnect</c> section: a provider that knows who the operators are.</summary>
public sealed record OpenIdConnectSettings
{
    /// <summary><c>Authority</c>: the provider's issuer, under which its discovery document is found.</summary>
    public required string Authority { get; init; }

    /// <summary><c>ClientId</c>: what the provider calls this site.</summary>
    public required string ClientId { get; init; }

    /// <summary><c>ClientSecret</c>: what this site shows the provider, in the body of requests for tokens.</summary>
    public required string ClientSecret { get; init; }

    /// <summary><c>Scopes</c>: what the provider is asked for; <c>openid</c> among them.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = DefaultScopes;

    /// <summary><c>NameClaim</c>: the claim that holds the name for the audit log.</summary>
    public string NameClaim { get; init; } = DefaultNameClaim;

    /// <summary><c>RoleClaim</c>: the claim that holds roles or groups.</summary>
    public string RoleClaim { get; init; } = DefaultRoleClaim;

    /// <summary><c>ViewerRoles</c>: values of the role claim that make a viewer.</summary>
    public IReadOnlyList<string> ViewerRoles { get; init; } = [];

    /// <summary><c>OperatorRoles</c>: values of the role claim that make an operator.</summary>
    public IReadOnlyList<string> OperatorRoles { get; init; } = [];

    /// <summary>What is asked for where nothing else is said.</summary>
    public static IReadOnlyList<string> DefaultScopes { get; } = ["openid", "profile"];

    /// <summary>The claim of OpenID Connect Core for the name somebody wants to be called.</summary>
    public const string DefaultNameClaim = "preferred_username";

    /// <summary>What most providers call it.</summary>
    public const string DefaultRoleClaim = "roles";

    /// <summary>The provider, not the secret.</summary>
    public override string ToString() => Authority;
}
