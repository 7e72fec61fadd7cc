using System.Diagnostics.CodeAnalysis;
using Worker.Configuration.Reading;

namespace Worker.Configuration.Sections;

internal static class TelemetrySection
{
    private const int ShortestToken = 16;

    public static TelemetrySettings Read(SectionReader section)
    {
        var builtIn = new TelemetrySettings();
        return new TelemetrySettings
        {
            OtlpEndpoint = section.Optional<Uri>("OtlpEndpoint", TryEndpoint, "an http: or https: address, like http://127.0.0.1:4317, or nothing"),
            OtlpProtocol = section.OneOf("OtlpProtocol", builtIn.OtlpProtocol),
            OtlpHeaders = section.OptionalText("OtlpHeaders", isSecret: true),
            MetricsToken = section.Optional<string>("MetricsToken", TryToken, $"at least {ShortestToken} characters without spaces, or nothing", isSecret: true),
        };
    }

    private static bool TryEndpoint(string text, [NotNullWhen(true)] out Uri? endpoint) =>
        Uri.TryCreate(text, UriKind.Absolute, out endpoint) && endpoint.Scheme is "http" or "https" && endpoint.Query.Length == 0;

    private static bool TryToken(string text, [NotNullWhen(true)] out string? token)
    {
        token = text;
        return text.Length >= ShortestToken && !text.Any(char.IsWhiteSpace);
    }
}
