using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Worker.Data.Queries;
using Worker.Servicing.Jobs;

namespace Worker.Ops.Live;

/// <summary>
/// Looks every second how far runs have come, for as long as anybody watches: once for all of them. It ends with the host.
/// </summary>
internal sealed partial class RunWatch(
    IRunProgressReader reader, MachineClock machine, IHostApplicationLifetime lifetime, ILogger<RunWatch> logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<ChannelWriter<IReadOnlyList<RunProgress>>> watchers = [];
    private CancellationTokenSource? nobodyWatches;

    /// <summary>Every reading from now on, until the caller or the host ends. A slow reader misses some.</summary>
    public async IAsyncEnumerable<IReadOnlyList<RunProgress>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var looks = Channel.CreateBounded<IReadOnlyList<RunProgress>>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        Join(looks.Writer);
        try
        {
            while (await HasMoreAsync(looks.Reader, end.Token))
            {
                while (looks.Reader.TryRead(out IReadOnlyList<RunProgress>? look))
                {
                    yield return look;
                }
            }
        }
        finally
        {
            Leave(looks.Writer);
        }
    }

    private static async ValueTask<bool> HasMoreAsync(ChannelReader<IReadOnlyList<RunProgress>> looks, CancellationToken end)
    {
        try
        {
            return await looks.WaitToReadAsync(end);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Join(ChannelWriter<IReadOnlyList<RunProgress>> watcher)
    {
        lock (gate)
        {
            watchers.Add(watcher);
            if (nobodyWatches is null)
            {
                nobodyWatches = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
                CancellationToken stop = nobodyWatches.Token;
                _ = Task.Run(() => LookAsync(stop), CancellationToken.None);
            }
        }
    }

    private void Leave(ChannelWriter<IReadOnlyList<RunProgress>> watcher)
    {
        lock (gate)
        {
            watchers.Remove(watcher);
            if (watchers.Count == 0)
            {
                nobodyWatches?.Cancel();
                nobodyWatches?.Dispose();
                nobodyWatches = null;
            }
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pace, machine.Time);
        try
        {
            do
            {
                await LookOnceAsync(stop);
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The last watcher has left, or the host ends.
        }
    }

    private async Task LookOnceAsync(CancellationToken stop)
    {
        try
        {
            IReadOnlyList<RunProgress> look = await reader.ReadAsync(stop);
            lock (gate)
            {
                watchers.ForEach(watcher => watcher.TryWrite(look));
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next look may get through; whoever watches keeps what they see.
            LogFailure(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "How far runs have come could not be read")]
    private partial void LogFailure(Exception failure);
}
