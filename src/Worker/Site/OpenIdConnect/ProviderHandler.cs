using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Worker.Servicing;
using Worker.Site.SignIn;

namespace Worker.Site.OpenIdConnect;

/// <summary>
/// Signs in at an OpenID Connect provider: the framework's authorization code flow with PKCE, and what OpenID Connect adds,
/// which is discovery, a nonce, the ID token and the userinfo endpoint.
/// </summary>
internal sealed class ProviderHandler(
    IOptionsMonitor<ProviderOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionStamps stamps, SignInLog log, MachineClock clock)
    : OAuthHandler<ProviderOptions>(options, logger, encoder)
{
    public const string SchemeName = "provider";

    private const string Nonce = "nonce";

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        try
        {
            await DiscoverAsync();
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or AuthenticationFailureException or TaskCanceledException)
        {
            log.ProviderFailed(SignInLog.AddressOf(Context), failure.Message);
            Response.Redirect(ProviderFailures.PageOf(failure));
            return;
        }

        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        string nonce = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        properties.Items[Nonce] = nonce;
        return QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), Nonce, nonce);
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        await DiscoverAsync();
        return await base.HandleRemoteAuthenticateAsync();
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        ProviderDocument document = await DiscoverAsync();
        string? token = tokens.Response is { } response ? ProviderClaims.TextOf(response.RootElement, "id_token") : null;
        properties.Items.Remove(Nonce, out string? nonce);
        JsonElement idToken = IdToken.Read(token, document.Issuer, Options.ClientId, nonce, clock.Now);
        ProviderClaims claims = document.UserInfoEndpoint is { } endpoint
            ? new ProviderClaims(await UserInfoAsync(endpoint, tokens.AccessToken, idToken), idToken)
            : new ProviderClaims(idToken);

        string name = claims.NameBy(Options.Settings)
            ?? throw new AuthenticationFailureException($"the claim {Options.Settings.NameClaim} is missing, or is no name on one line");
        Configuration.OperatorRole role = claims.RoleBy(Options.Settings) ?? throw new NoRoleException();
        await log.SignedInAsync(Context, name);
        return new AuthenticationTicket(OperatorSession.Begin(name, role, stamps.Provider!, clock.Now), properties, SchemeName);
    }

    /// <summary>Asks for claims, and believes them only of the one the ID token is about (OpenID Connect Core 1.0, section 5.3.2).</summary>
    private async Task<JsonElement> UserInfoAsync(Uri endpoint, string? accessToken, JsonElement idToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        request.Headers.Accept.ParseAdd("application/json");
        using HttpResponseMessage response = await Backchannel.SendAsync(request, Context.RequestAborted);
        response.EnsureSuccessStatusCode();
        using JsonDocument json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(Context.RequestAborted));
        string? subject = ProviderClaims.TextOf(json.RootElement, "sub");
        return subject is not null && subject == ProviderClaims.TextOf(idToken, "sub")
            ? json.RootElement.Clone()
            : throw new AuthenticationFailureException("the userinfo endpoint tells of somebody else than the ID token");
    }

    // The base class finds endpoints in its options. They are the same for every request, so that writing them again does no harm.
    private async Task<ProviderDocument> DiscoverAsync()
    {
        ProviderDocument document = await Options.Discovery.ReadAsync(Backchannel, Context.RequestAborted);
        Options.AuthorizationEndpoint = document.AuthorizationEndpoint.AbsoluteUri;
        Options.TokenEndpoint = document.TokenEndpoint.AbsoluteUri;
        return document;
    }
}
