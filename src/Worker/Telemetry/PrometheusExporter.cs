using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Worker.Telemetry;

/// <summary>Writes metrics as text whenever somebody asks for them.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly Lock gate = new();
    private PrometheusText text = new();

    public Func<int, bool>? Collect { get; set; }

    /// <exception cref="InvalidOperationException">They could not be collected.</exception>
    public string Read()
    {
        lock (gate)
        {
            text = new PrometheusText();
            return Collect?.Invoke(Timeout.Infinite) == true
                ? text.ToString()
                : throw new InvalidOperationException("The metrics could not be collected.");
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (Metric metric in batch)
        {
            text.Add(metric);
        }

        return ExportResult.Success;
    }
}
