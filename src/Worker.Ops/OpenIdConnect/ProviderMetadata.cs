using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using InvalidConfigurationException = Microsoft.IdentityModel.Protocols.Configuration.InvalidConfigurationException;

namespace Worker.Ops.OpenIdConnect;

/// <summary>
/// Believes a discovery document only what the configured authority may say (OpenID Connect Discovery 1.0, section 4.3): the
/// same issuer, and endpoints that are reached by TLS. Loopback alone may do without, for a provider that is tried out.
/// </summary>
internal sealed class ProviderMetadata(string authority) : IConfigurationValidator<OpenIdConnectConfiguration>
{
    public static bool WantsTls(string authority) => new Uri(authority).Scheme != Uri.UriSchemeHttp;

    public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration)
    {
        string? problem = configuration.Issuer?.TrimEnd('/') != authority.TrimEnd('/')
            ? "is of another issuer than Ops:OpenIdConnect:Authority"
            : new (string Name, string? Address, bool IsNeeded)[]
            {
                ("authorization_endpoint", configuration.AuthorizationEndpoint, true),
                ("token_endpoint", configuration.TokenEndpoint, true),
                ("jwks_uri", configuration.JwksUri, true),
                ("userinfo_endpoint", configuration.UserInfoEndpoint, false),
                ("pushed_authorization_request_endpoint", configuration.PushedAuthorizationRequestEndpoint, false),
            }.Select(endpoint => ProblemOf(endpoint.Name, endpoint.Address, endpoint.IsNeeded)).FirstOrDefault(found => found is not null);

        // Thrown rather than returned: what is returned is left out of the message that reaches the log.
        return problem is null
            ? new ConfigurationValidationResult { Succeeded = true }
            : throw new InvalidConfigurationException($"the discovery document {problem}");
    }

    private string? ProblemOf(string name, string? text, bool isNeeded)
    {
        if (string.IsNullOrEmpty(text))
        {
            return isNeeded ? $"has no {name}" : null;
        }

        bool isSafe = Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps || (!WantsTls(authority) && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
        return isSafe ? null : $"has a {name} that is no https address";
    }
}
