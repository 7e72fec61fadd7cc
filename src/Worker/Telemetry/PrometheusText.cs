using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace Worker.Telemetry;

/// <summary>Metrics in the text format of Prometheus, version 0.0.4.</summary>
/// <remarks>Source: prometheus.io, "Exposition formats". Names get the unit and <c>_total</c> as OpenTelemetry's specification of the translation says.</remarks>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder text = new();

    /// <summary>Adds a metric with all of its series.</summary>
    public void Add(Metric metric)
    {
        bool isCounter = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        string name = NameOf(metric, isCounter);
        string kind = metric.MetricType.IsHistogram() ? "histogram" : isCounter ? "counter" : "gauge";
        text.Append("# HELP ").Append(name).Append(' ').Append(Escape(metric.Description, inQuotes: false)).Append('\n')
            .Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
        foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
        {
            if (metric.MetricType.IsHistogram())
            {
                AddHistogram(name, in point);
            }
            else
            {
                AddSeries(name, LabelsOf(point.Tags), ValueOf(metric.MetricType, in point));
            }
        }
    }

    public override string ToString() => text.ToString();

    private static string NameOf(Metric metric, bool isCounter)
    {
        var name = new StringBuilder(metric.Name.Replace('.', '_'));
        if (metric.Unit == "s")
        {
            name.Append("_seconds");
        }

        return name.Append(isCounter ? "_total" : "").ToString();
    }

    private static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private void AddHistogram(string name, in MetricPoint point)
    {
        string labels = LabelsOf(point.Tags);
        string before = labels.Length > 0 ? labels + "," : "";
        long sofar = 0;
        foreach (HistogramBucket bucket in point.GetHistogramBuckets())
        {
            sofar += bucket.BucketCount;
            string bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Number(bucket.ExplicitBound);
            AddSeries(name + "_bucket", $"{before}le=\"{bound}\"", sofar);
        }

        AddSeries(name + "_sum", labels, point.GetHistogramSum());
        AddSeries(name + "_count", labels, point.GetHistogramCount());
    }

    private void AddSeries(string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string LabelsOf(OpenTelemetry.ReadOnlyTagCollection tags)
    {
        var labels = new List<string>();
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            string value = Escape(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "", inQuotes: true);
            labels.Add($"{tag.Key.Replace('.', '_')}=\"{value}\"");
        }

        return string.Join(',', labels);
    }

    private static string Escape(string value, bool inQuotes)
    {
        string escaped = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return inQuotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
