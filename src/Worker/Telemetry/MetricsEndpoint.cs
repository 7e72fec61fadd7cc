using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenTelemetry.Metrics;
using Worker.Configuration;
using Worker.Site.Access;

namespace Worker.Telemetry;

/// <summary><c>GET /metrics</c> in the text format of Prometheus.</summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    private const string Bearer = "Bearer ";

    /// <summary>Maps it: for signed-in viewers, and for whoever has the token that the settings name.</summary>
    public static void MapMetrics(this WebApplication site)
    {
        // Metrics are counted from now on, whoever asks for them first.
        _ = site.Services.GetRequiredService<MeterProvider>();
        TelemetrySettings settings = site.Services.GetRequiredService<WorkerSettings>().Telemetry;
        IEndpointConventionBuilder metrics = site.MapGet(Path, ReadAsync);
        if (settings.MetricsToken is null)
        {
            metrics.RequireViewer();
            return;
        }

        byte[] expected = Hash(settings.MetricsToken);
        metrics.RequireAuthorization(policy => policy.RequireAssertion(context =>
            context.User.IsInRole(SitePolicies.Viewer)
            || context.User.IsInRole(SitePolicies.Operator)
            || (context.Resource is HttpContext http && HasToken(http.Request, expected))));
    }

    private static async Task<ContentHttpResult> ReadAsync(StandingGauges standing, PrometheusExporter exporter, CancellationToken cancellationToken)
    {
        await standing.RefreshAsync(cancellationToken);
        return TypedResults.Text(exporter.Read(), PrometheusText.ContentType);
    }

    private static bool HasToken(HttpRequest request, byte[] expected) =>
        request.Headers.Authorization.ToString() is var header
        && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(header[Bearer.Length..]), expected);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
