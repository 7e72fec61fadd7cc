using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Worker.Channels.Gateway;
using Worker.Configuration;
using Worker.Servicing.Jobs;

namespace Worker.Telemetry;

/// <summary>Metrics for whoever asks, and metrics and traces to a collector where one is configured.</summary>
internal static class TelemetryServices
{
    private const string ServiceName = "installment-worker";
    private static readonly string[] Meters = [RunTelemetry.Name, GatewayTelemetry.Name, WorkerGauges.Name];
    private static readonly string[] Sources = [RunTelemetry.Name, GatewayTelemetry.Name];
    private static readonly double[] CallBounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        services.AddMetrics().AddSingleton<WorkerGauges>();
        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                ServiceName, serviceVersion: typeof(TelemetryServices).Assembly.GetName().Version?.ToString(), serviceInstanceId: Environment.MachineName))
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddView(GatewayTelemetry.DurationName, new ExplicitBucketHistogramConfiguration { Boundaries = CallBounds })
                .AddPrometheusExporter(ConfigureText));
        if (settings.OtlpEndpoint is not null)
        {
            telemetry
                .WithMetrics(metrics => metrics.AddOtlpExporter(options => Configure(options, settings, "v1/metrics")))
                .WithTracing(traces => traces.AddSource(Sources).AddOtlpExporter(options => Configure(options, settings, "v1/traces")));
            services.AddHostedService<TelemetryExport>();
        }

        return services;
    }

    // WorkerGauges keeps what costs something to read; what a process counted by itself is told as it is now.
    private static void ConfigureText(PrometheusAspNetCoreOptions options)
    {
        options.ScrapeResponseCacheDurationMilliseconds = 0;
        options.ScopeInfoEnabled = false;
        options.TargetInfoEnabled = false;
    }

    // Over HTTP each signal has a path of its own, which an endpoint set in code has to name itself.
    private static void Configure(OtlpExporterOptions options, TelemetrySettings settings, string path)
    {
        bool isGrpc = settings.OtlpProtocol == OtlpProtocol.Grpc;
        options.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = isGrpc ? settings.OtlpEndpoint! : new Uri($"{settings.OtlpEndpoint!.ToString().TrimEnd('/')}/{path}");
        options.Headers = settings.OtlpHeaders;
    }
}
