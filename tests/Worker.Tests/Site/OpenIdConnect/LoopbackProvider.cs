using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Worker.Tests.Site.OpenIdConnect;

/// <summary>A small OpenID Connect provider on loopback, that signs its ID tokens (RS256) and lies where a test wants it to.</summary>
public sealed class LoopbackProvider : IAsyncDisposable
{
    public const string ClientId = "worker";
    public const string ClientSecret = "s3cret-of-the-client";

    private const string KeyId = "key-1";

    private readonly WebApplication provider;
    private readonly RSA key = RSA.Create(2048);
    private readonly Dictionary<string, (string Nonce, string Challenge, string RedirectUri)> codes = new(StringComparer.Ordinal);

    private LoopbackProvider()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        provider = builder.Build();
        provider.MapGet("/.well-known/openid-configuration", () => IsDown ? Results.StatusCode(StatusCodes.Status502BadGateway) : Results.Json(Changed(DiscoveryChange, new()
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = $"{Issuer}/authorize",
            ["token_endpoint"] = $"{Issuer}/token",
            ["userinfo_endpoint"] = $"{Issuer}/userinfo",
            ["jwks_uri"] = $"{Issuer}/keys",
        })));
        provider.MapGet("/keys", () =>
        {
            RSAParameters known = key.ExportParameters(includePrivateParameters: false);
            return Results.Json(new
            {
                keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = WebEncoders.Base64UrlEncode(known.Modulus!), e = WebEncoders.Base64UrlEncode(known.Exponent!) } },
            });
        });
        provider.MapPost("/token", TokenAsync);
        provider.MapGet("/userinfo", (HttpRequest request) => request.Headers.Authorization == "Bearer access-1"
            ? Results.Json(Changed(UserInfoChange, new() { ["sub"] = "4711", ["preferred_username"] = "han.meimei", ["roles"] = new[] { "staff", "collections" } }))
            : Results.StatusCode(StatusCodes.Status401Unauthorized));
    }

    public string Issuer => provider.Urls.Single();

    /// <summary>What a test changes in each document; a null value takes a claim out.</summary>
    public (string Name, object? Value)[] DiscoveryChange { get; set; } = [];

    public (string Name, object? Value)[] UserInfoChange { get; set; } = [];

    public (string Name, object? Value)[] IdTokenChange { get; set; } = [];

    /// <summary>The ID token instead of a good one.</summary>
    public string? IdToken { get; set; }

    /// <summary>How the ID token is signed: <c>RS256</c> with the published key, unless a test says otherwise.</summary>
    public TokenSignature Signature { get; set; }

    /// <summary>Whether its discovery document can't be had.</summary>
    public bool IsDown { get; set; }

    /// <summary>What was asked of the token endpoint.</summary>
    public List<IReadOnlyDictionary<string, string>> TokenRequests { get; } = [];

    public static async Task<LoopbackProvider> StartAsync()
    {
        var started = new LoopbackProvider();
        await started.provider.StartAsync();
        return started;
    }

    public (string Key, string? Value)[] Settings(params (string Key, string? Value)[] more) =>
    [
        ("Ops:OpenIdConnect:Authority", Issuer),
        ("Ops:OpenIdConnect:ClientId", ClientId),
        ("Ops:OpenIdConnect:ClientSecret", ClientSecret),
        ("Ops:OpenIdConnect:OperatorRoles", "collections, admins"),
        ("Ops:OpenIdConnect:ViewerRoles", "support"),
        ("Ops:SignIn:AttemptsPerMinute", "1000"),
        ("Ops:Hosts", "ops.example.com"),
        .. more,
    ];

    /// <summary>The user agrees: the address that the browser is sent back to.</summary>
    public string Agree(string authorizationRequest)
    {
        Dictionary<string, string> query = QueryHelpers.ParseQuery(new Uri(authorizationRequest).Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Assert.StartsWith($"{Issuer}/authorize?", authorizationRequest, StringComparison.Ordinal);
        Assert.Equal((ClientId, "code", "S256"), (query["client_id"], query["response_type"], query["code_challenge_method"]));
        Assert.Contains("openid", query["scope"].Split(' '));
        string code = $"code-{codes.Count}";
        codes[code] = (query["nonce"], query["code_challenge"], query["redirect_uri"]);
        string back = QueryHelpers.AddQueryString(new Uri(query["redirect_uri"]).AbsolutePath, "code", code);
        return QueryHelpers.AddQueryString(back, "state", query["state"]);
    }

    public async ValueTask DisposeAsync()
    {
        await provider.StopAsync();
        await provider.DisposeAsync();
        key.Dispose();
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        Dictionary<string, string> form = (await request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        TokenRequests.Add(form);
        bool isHonest = form["client_id"] == ClientId
            && form["client_secret"] == ClientSecret
            && form["grant_type"] == "authorization_code"
            && codes.Remove(form["code"], out (string Nonce, string Challenge, string RedirectUri) known)
            && known.RedirectUri == form["redirect_uri"]
            && known.Challenge == WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"])))
            && (LastNonce = known.Nonce) is not null;
        if (!isHonest)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        Dictionary<string, object?> claims = Changed(IdTokenChange, new()
        {
            ["iss"] = Issuer,
            ["aud"] = ClientId,
            ["sub"] = "4711",
            ["nonce"] = LastNonce,
            ["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            ["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(),
        });
        return Results.Json(new { access_token = "access-1", token_type = "Bearer", id_token = IdToken ?? Sign(claims) });
    }

    private string Sign(Dictionary<string, object?> claims)
    {
        string algorithm = Signature switch { TokenSignature.None => "none", TokenSignature.SharedSecret => "HS256", _ => "RS256" };
        string signed = $"{Part(new { alg = algorithm, typ = "JWT", kid = KeyId })}.{Part(claims)}";
        byte[] bytes = Encoding.ASCII.GetBytes(signed);
        using var foreign = RSA.Create(2048);
        byte[] signature = Signature switch
        {
            TokenSignature.None or TokenSignature.LeftOut => [],
            TokenSignature.SharedSecret => HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), bytes),
            TokenSignature.ForeignKey => foreign.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            TokenSignature.OfOtherClaims => key.SignData("other claims"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{signed}.{WebEncoders.Base64UrlEncode(signature)}";
    }

    private static string Part<T>(T part) => WebEncoders.Base64UrlEncode(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(part));

    private string? LastNonce { get; set; }

    private static Dictionary<string, object?> Changed((string Name, object? Value)[] changes, Dictionary<string, object?> document)
    {
        foreach ((string name, object? value) in changes)
        {
            document[name] = value;
            if (value is null)
            {
                document.Remove(name);
            }
        }

        return document;
    }
}

/// <summary>How an ID token is signed.</summary>
public enum TokenSignature
{
    PublishedKey,

    ForeignKey,

    OfOtherClaims,

    /// <summary>With the published key as the secret of an HMAC, which everybody knows.</summary>
    SharedSecret,

    /// <summary>The algorithm <c>none</c>.</summary>
    None,

    /// <summary>The algorithm of the published key, and no signature.</summary>
    LeftOut,
}
