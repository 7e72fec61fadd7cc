using System.Security.Cryptography;
using System.Text;
using Worker.Configuration;
using Worker.Ops.Access;

namespace Worker.Telemetry;

/// <summary><c>GET /metrics</c> in the text formats of Prometheus.</summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    private const string Bearer = "Bearer ";

    /// <summary>Maps it: for signed-in viewers, and for whoever has the token that the settings name.</summary>
    public static void MapMetrics(this WebApplication site)
    {
        WorkerGauges standing = site.Services.GetRequiredService<WorkerGauges>();
        IEndpointConventionBuilder metrics = site.MapPrometheusScrapingEndpoint(
            Path,
            meterProvider: null,
            pipeline => pipeline.Use(async (HttpContext context, RequestDelegate next) =>
            {
                await standing.RefreshAsync(context.RequestAborted);
                await next(context);
            }),
            optionsName: null);
        if (site.Services.GetRequiredService<WorkerSettings>().Telemetry.MetricsToken is not { } token)
        {
            metrics.RequireViewer();
            return;
        }

        byte[] expected = Hash(token);
        metrics.RequireAuthorization(policy => policy.RequireAssertion(context =>
            context.User.IsInRole(SitePolicies.Viewer)
            || context.User.IsInRole(SitePolicies.Operator)
            || (context.Resource is HttpContext http && HasToken(http.Request, expected))));
    }

    private static bool HasToken(HttpRequest request, byte[] expected) =>
        request.Headers.Authorization.ToString() is var header
        && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(header[Bearer.Length..]), expected);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
