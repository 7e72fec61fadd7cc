using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;

namespace Worker.Site.OpenIdConnect;

/// <summary>
/// The claims of an ID token that the token endpoint itself handed over. Its signature is not looked at: by OpenID Connect
/// Core 1.0, section 3.1.3.7, point 6, TLS to the token endpoint stands for the issuer in its place. Everything else of
/// that section is.
/// </summary>
internal static class IdToken
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <param name="now">It must not have expired by now.</param>
    /// <exception cref="AuthenticationFailureException">It is none, or somebody else's, or for somebody else, or of another sign-in, or old.</exception>
    public static JsonElement Read(string? token, string issuer, string clientId, string? nonce, DateTimeOffset now)
    {
        JsonElement claims = Payload(token);
        Check(ProviderClaims.TextOf(claims, "iss") == issuer, "is of another issuer");
        string[] audience = [.. ProviderClaims.TextsOf(claims, "aud")];
        Check(audience.Contains(clientId, StringComparer.Ordinal), "is for another client");
        string? authorizedParty = ProviderClaims.TextOf(claims, "azp");
        Check(authorizedParty == clientId || (authorizedParty is null && audience.Length == 1), "was asked for by another client");
        Check(!string.IsNullOrEmpty(nonce) && ProviderClaims.TextOf(claims, "nonce") == nonce, "is of another sign-in");
        Check(
            claims.TryGetProperty("exp", out JsonElement expiry) && expiry.ValueKind == JsonValueKind.Number && expiry.TryGetInt64(out long seconds) && now - ClockSkew < InstantOf(seconds),
            "has expired");
        Check(!string.IsNullOrEmpty(ProviderClaims.TextOf(claims, "sub")), "names nobody");
        return claims;
    }

    private static JsonElement Payload(string? token)
    {
        if (token?.Split('.') is [_, { Length: > 0 } payload, _])
        {
            try
            {
                using JsonDocument json = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
                return json.RootElement is { ValueKind: JsonValueKind.Object } claims ? claims.Clone() : throw Failure("is not readable");
            }
            catch (Exception failure) when (failure is FormatException or JsonException)
            {
                throw Failure("is not readable");
            }
        }

        throw Failure(token is null ? "is missing" : "is not readable");
    }

    private static DateTimeOffset InstantOf(long seconds) =>
        seconds is > 0 and < 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;

    private static void Check(bool holds, string reason)
    {
        if (!holds)
        {
            throw Failure(reason);
        }
    }

    private static AuthenticationFailureException Failure(string reason) => new($"the ID token {reason}");
}
