using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Worker.Servicing;

namespace Worker.Telemetry;

/// <summary>Keeps the providers alive while the host runs, and what they export no older than half a minute.</summary>
/// <param name="meters">Exports metrics.</param>
/// <param name="traces">Exports traces.</param>
/// <param name="standing">What has to be read.</param>
/// <param name="machine">The machine's clock.</param>
internal sealed class TelemetryExport(MeterProvider meters, TracerProvider traces, StandingGauges standing, MachineClock machine) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, machine.Time);
        do
        {
            await standing.RefreshAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        traces.ForceFlush(timeoutMilliseconds: 2_000);
        meters.ForceFlush(timeoutMilliseconds: 2_000);
    }
}
