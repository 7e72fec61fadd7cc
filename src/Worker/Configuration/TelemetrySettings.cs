using Worker.Servicing.Settings;

namespace Worker.Configuration;

public sealed record TelemetrySettings
{
    /// <summary>The collector that metrics and traces go to; null for none.</summary>
    [Allowed("an http: or https: address, like http://127.0.0.1:4317, or nothing", nameof(IsEndpoint))]
    public Uri? OtlpEndpoint { get; init; }

    public OtlpProtocol OtlpProtocol { get; init; } = OtlpProtocol.Grpc;

    /// <summary>What the collector wants to see, <c>name=value,…</c>.</summary>
    [Secret]
    public string? OtlpHeaders { get; init; }

    /// <summary>Who sends it as bearer token may read <c>/metrics</c> without signing in; null when nobody may.</summary>
    [Secret, Allowed("at least 16 characters without spaces, or nothing", nameof(IsToken))]
    public string? MetricsToken { get; init; }

    public override string ToString() => $"{OtlpEndpoint}";

    private static bool IsEndpoint(Uri endpoint) => endpoint.Scheme is "http" or "https" && endpoint.Query.Length == 0;

    private static bool IsToken(string token) => token.Length >= 16 && !token.Any(char.IsWhiteSpace);
}

public enum OtlpProtocol
{
    /// <summary>gRPC, usually port 4317.</summary>
    Grpc = 1,

    /// <summary>Protocol buffers over HTTP, usually port 4318.</summary>
    Http,
}
