using System.Diagnostics.CodeAnalysis;
using Worker.Configuration.Reading;

namespace Worker.Configuration.Sections;

internal static class OpenIdConnectSection
{
    private const string AllowedRoles = "values of the role claim, without commas, or none";

    /// <summary>The provider; null when none is given.</summary>
    public static OpenIdConnectSettings? Read(SectionReader section)
    {
        string? authority = section.Optional<string>(
            "Authority", TryAuthority, "the provider's issuer: an https address without credentials, query or fragment (http on loopback alone)");
        string? clientId = section.OptionalText("ClientId");
        string? secret = section.OptionalText("ClientSecret", isSecret: true);
        var settings = new OpenIdConnectSettings
        {
            Authority = authority ?? "",
            ClientId = clientId ?? "",
            ClientSecret = secret ?? "",
            Scopes = section.List("Scopes", OpenIdConnectSettings.DefaultScopes, TryScopes, "scopes, each one word, openid among them"),
            NameClaim = section.Text("NameClaim", OpenIdConnectSettings.DefaultNameClaim, "the name of a claim"),
            RoleClaim = section.Text("RoleClaim", OpenIdConnectSettings.DefaultRoleClaim, "the name of a claim"),
            ViewerRoles = section.List<IReadOnlyList<string>>("ViewerRoles", [], TryRoles, AllowedRoles),
            OperatorRoles = section.List<IReadOnlyList<string>>("OperatorRoles", [], TryRoles, AllowedRoles),
        };
        if (authority is null)
        {
            CheckLeftOut(section, settings);
            return null;
        }

        if (section.IsLeftOut("ClientId"))
        {
            section.Findings.Refuse($"{section.KeyOf("ClientId")} is missing: what the provider calls this site");
        }

        if (section.IsLeftOut("ClientSecret"))
        {
            section.Findings.Refuse($"{section.KeyOf("ClientSecret")} is missing: what this site shows the provider");
        }

        if (settings.ViewerRoles.Count + settings.OperatorRoles.Count == 0)
        {
            section.Findings.Refuse($"{section.KeyOf("OperatorRoles")} is missing: without it and ViewerRoles nobody could sign in");
        }

        return settings;
    }

    private static void CheckLeftOut(SectionReader section, OpenIdConnectSettings settings)
    {
        bool isMeant = settings.ClientId.Length > 0 || settings.ClientSecret.Length > 0 || settings.ViewerRoles.Count + settings.OperatorRoles.Count > 0;
        if (isMeant && section.IsLeftOut("Authority"))
        {
            section.Findings.Refuse($"{section.KeyOf("Authority")} is missing: the provider's issuer");
        }
    }

    private static bool TryAuthority(string text, [NotNullWhen(true)] out string? authority)
    {
        authority = text;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address.Host.Length > 0
            && !text.AsSpan().ContainsAny("@?#")
            && TextReading.TryLine(text, out _);
    }

    private static bool TryScopes(string text, out IReadOnlyList<string> scopes)
    {
        scopes = ListReading.Parts(text);
        return scopes.Contains("openid", StringComparer.Ordinal)
            && scopes.All(scope => scope.Length > 0 && !scope.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)));
    }

    private static bool TryRoles(string text, out IReadOnlyList<string> roles)
    {
        roles = ListReading.Parts(text);
        return roles.All(role => TextReading.TryLine(role, out _));
    }
}
