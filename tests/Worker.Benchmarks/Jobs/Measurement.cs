using System.Diagnostics;

namespace Worker.Benchmarks.Jobs;

/// <summary>How long something took, how much processor time and how much memory the process held at most meanwhile.</summary>
public sealed record Measurement(long Items, TimeSpan Elapsed, TimeSpan Processor, long PeakBytes)
{
    public double PerSecond => Items / Math.Max(Elapsed.TotalSeconds, 0.000_001);

    public static async Task<Measurement> TakeAsync(Func<Task<long>> work)
    {
        // What earlier measurements left behind is not this one's.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        using var stop = new CancellationTokenSource();
        Task<long> peak = SampleAsync(stop.Token);
        TimeSpan used = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        long items = await work();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        used = Environment.CpuUsage.TotalTime - used;
        await stop.CancelAsync();
        return new Measurement(items, elapsed, used, await peak);
    }

    private static async Task<long> SampleAsync(CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        long peak = 0;
        do
        {
            process.Refresh();
            peak = Math.Max(peak, process.WorkingSet64);
        }
        while (await NextAsync(timer, cancellationToken));
        return peak;
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
