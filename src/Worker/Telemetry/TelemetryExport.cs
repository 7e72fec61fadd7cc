using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Worker.Servicing.Jobs;

namespace Worker.Telemetry;

/// <summary>Keeps the providers alive while the host runs, and what they export no older than half a minute.</summary>
internal sealed class TelemetryExport(MeterProvider meters, TracerProvider traces, WorkerGauges standing, MachineClock machine) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, machine.Time);
        do
        {
            await standing.RefreshAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        traces.ForceFlush(timeoutMilliseconds: 2_000);
        meters.ForceFlush(timeoutMilliseconds: 2_000);
    }
}
