namespace Worker.Configuration;

public sealed record TelemetrySettings
{
    /// <summary><c>Telemetry:OtlpEndpoint</c>: the collector that metrics and traces go to; null for none.</summary>
    public Uri? OtlpEndpoint { get; init; }

    public OtlpProtocol OtlpProtocol { get; init; } = OtlpProtocol.Grpc;

    /// <summary><c>Telemetry:OtlpHeaders</c>: what the collector wants to see, <c>name=value,…</c>; a secret.</summary>
    public string? OtlpHeaders { get; init; }

    /// <summary><c>Telemetry:MetricsToken</c>: who sends it as bearer token may read <c>/metrics</c> without signing in; null when nobody may.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>The endpoint alone: the rest are secrets.</summary>
    public override string ToString() => $"{OtlpEndpoint}";
}

/// <summary>How a collector is spoken to.</summary>
public enum OtlpProtocol
{
    /// <summary>gRPC, usually port 4317.</summary>
    Grpc = 1,

    /// <summary>Protocol buffers over HTTP, usually port 4318.</summary>
    Http,
}
