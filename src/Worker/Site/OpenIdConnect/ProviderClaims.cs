using System.Globalization;
using System.Text.Json;
using Worker.Configuration;

namespace Worker.Site.OpenIdConnect;

/// <summary>What a provider says of somebody: the claims of the userinfo endpoint, and behind them those of the ID token.</summary>
internal sealed class ProviderClaims(params IReadOnlyList<JsonElement> sources)
{
    private const int LongestName = 200;

    /// <summary>The role that the claims give; null when they give none.</summary>
    public OperatorRole? RoleBy(OpenIdConnectSettings settings)
    {
        string[] roles = [.. ValuesOf(settings.RoleClaim)];
        return roles.Any(role => settings.OperatorRoles.Contains(role, StringComparer.Ordinal)) ? OperatorRole.Operator
            : roles.Any(role => settings.ViewerRoles.Contains(role, StringComparer.Ordinal)) ? OperatorRole.Viewer
            : null;
    }

    /// <summary>The name for the audit log: the configured claim; null where it is not there or can't stand in a line.</summary>
    public string? NameBy(OpenIdConnectSettings settings)
    {
        string? name = sources.Select(source => TextOf(source, settings.NameClaim)).FirstOrDefault(text => text is not null)?.Trim();
        return name is { Length: > 0 and <= LongestName } && !name.Any(IsTreacherous) ? name : null;
    }

    /// <summary>A claim that is a text.</summary>
    public static string? TextOf(JsonElement claims, string name) =>
        claims.ValueKind == JsonValueKind.Object && claims.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>The texts of a claim that is a text or a list of texts.</summary>
    public static IEnumerable<string> TextsOf(JsonElement claims, string name)
    {
        if (claims.ValueKind != JsonValueKind.Object || !claims.TryGetProperty(name, out JsonElement value))
        {
            return [];
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
            _ => [],
        };
    }

    private IEnumerable<string> ValuesOf(string claim) =>
        sources.Where(source => source.ValueKind == JsonValueKind.Object && source.TryGetProperty(claim, out _)).Take(1).SelectMany(source => TextsOf(source, claim));

    // Line breaks forge lines of a log; format characters turn text around.
    private static bool IsTreacherous(char letter) => char.GetUnicodeCategory(letter) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
