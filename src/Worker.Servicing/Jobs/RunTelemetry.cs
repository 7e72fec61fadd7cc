using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Worker.Servicing.Jobs;

public static class RunTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Worker.Runs";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);

    private static readonly Counter<long> Runs = Meter.CreateCounter<long>(
        "worker.runs", null, "Runs that this process ended, by job and the state they ended in.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "worker.run.duration",
        "s",
        "How long those runs took from their beginning, on whatever server.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 10_800] });

    private static readonly Counter<long> Counts = Meter.CreateCounter<long>(
        "worker.run.counts", null, "What those runs counted, by job and outcome: debited, declinedSoft, posted, sent.");

    private static readonly Counter<long> Amounts = Meter.CreateCounter<long>(
        "worker.run.amounts", null, "The amounts of what those runs counted, in minor units, by job, outcome and currency. Reversals make it no smaller.");

    private static readonly Counter<long> TakenOver = Meter.CreateCounter<long>(
        "worker.leases.taken_over", null, "Slices that this process leased after another lease had ended before they were done, by job.");

    internal static Activity? Start(Run run) =>
        Source.StartActivity($"run {run.Job}")?.SetTag("job", run.Job).SetTag("business_date", $"{run.BusinessDate:yyyy-MM-dd}").SetTag("run_id", run.RunId);

    internal static void Leased(string job, SliceLease lease)
    {
        if (lease.Fence > 1)
        {
            TakenOver.Add(1, new TagList { { "job", job } });
        }
    }

    /// <summary>Recorded once, by the process that ended the run.</summary>
    internal static void Ended(RunReport report)
    {
        var run = new TagList { { "job", report.Job }, { "state", report.State.Name() } };
        Runs.Add(1, run);
        if (report.FinishedAt is DateTimeOffset finishedAt)
        {
            Duration.Record(Math.Max(0, (finishedAt - report.StartedAt).TotalSeconds), run);
        }

        foreach ((string name, long count) in report.Counts)
        {
            Counts.Add(count, new TagList { { "job", report.Job }, { "outcome", name } });
        }

        foreach ((string currency, IReadOnlyDictionary<string, long> amounts) in report.Amounts)
        {
            foreach ((string name, long amount) in amounts.Where(amount => amount.Value > 0))
            {
                Amounts.Add(amount, new TagList { { "job", report.Job }, { "outcome", name }, { "currency", currency } });
            }
        }
    }
}
