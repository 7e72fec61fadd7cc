using Microsoft.AspNetCore.Authentication.OAuth;
using Worker.Configuration;

namespace Worker.Site.OpenIdConnect;

/// <summary>The options of <see cref="ProviderHandler"/>. Endpoints come from the provider's discovery document when they are first needed.</summary>
internal sealed class ProviderOptions : OAuthOptions
{
    public OpenIdConnectSettings Settings { get; set; } = null!;

    public ProviderDiscovery Discovery { get; set; } = null!;

    // The base class would have endpoints at start; the rest has been checked as the settings were read.
    public override void Validate()
    {
    }
}
