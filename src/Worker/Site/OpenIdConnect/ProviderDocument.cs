using System.Text.Json;
using Microsoft.AspNetCore.Authentication;

namespace Worker.Site.OpenIdConnect;

/// <summary>What a provider says of itself (OpenID Connect Discovery 1.0, section 3).</summary>
/// <param name="UserInfoEndpoint">Where claims are; null when it has none.</param>
internal sealed record ProviderDocument(string Issuer, Uri AuthorizationEndpoint, Uri TokenEndpoint, Uri? UserInfoEndpoint)
{
    /// <summary>Reads a discovery document, and believes it only what the authority may say.</summary>
    /// <exception cref="AuthenticationFailureException">Something is missing, is of another issuer, or would not cross the network by TLS.</exception>
    public static ProviderDocument Read(JsonElement json, string authority)
    {
        string issuer = ProviderClaims.TextOf(json, "issuer") ?? throw new AuthenticationFailureException("the discovery document names no issuer");
        if (issuer.TrimEnd('/') != authority.TrimEnd('/'))
        {
            throw new AuthenticationFailureException("the discovery document is of another issuer than Ops:OpenIdConnect:Authority");
        }

        return new ProviderDocument(
            issuer,
            Endpoint("authorization_endpoint") ?? throw new AuthenticationFailureException("the discovery document has no authorization_endpoint"),
            Endpoint("token_endpoint") ?? throw new AuthenticationFailureException("the discovery document has no token_endpoint"),
            Endpoint("userinfo_endpoint"));

        Uri? Endpoint(string name)
        {
            if (ProviderClaims.TextOf(json, name) is not { } text)
            {
                return null;
            }

            // TLS is what tokens are believed by; loopback alone may do without, for a provider that is tried out.
            bool mayBePlain = new Uri(authority).Scheme == Uri.UriSchemeHttp;
            return Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
                && (address.Scheme == Uri.UriSchemeHttps || (mayBePlain && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
                ? address
                : throw new AuthenticationFailureException($"the discovery document's {name} is no https address");
        }
    }
}
