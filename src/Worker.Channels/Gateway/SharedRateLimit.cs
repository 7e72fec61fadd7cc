using Microsoft.Extensions.Logging;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Gateway;

/// <summary>
/// A channel's calls per second, shared by all hosts on a database: each host reserves the next few calls there, as many as wait
/// here, and makes each at its time.
/// </summary>
internal sealed class SharedRateLimit(string channel, int callsPerSecond, IRateLimitStore store, MachineClock clock, ILogger log) : IDisposable
{
    /// <summary>How late a call may be made, as timers are late. The interval is longer by as much.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(0.05);

    private static readonly TimeSpan TakenAhead = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(30);

    /// <summary>A database that answers too late this often in a row is as fast as it gets.</summary>
    private const int MostTakenAgain = 3;

    private readonly TimeSpan interval = (TimeSpan.FromSeconds(1) + Lateness) / callsPerSecond;
    private readonly SemaphoreSlim turn = new(1, 1);
    private int waiting;
    private int taken;
    private DateTimeOffset next;
    private DateTimeOffset? failingSince;

    /// <summary>Waits until one more call may be made.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            await turn.WaitAsync(cancellationToken);
            try
            {
                if (taken == 0 || next + Lateness < clock.Now)
                {
                    await TakeAsync(cancellationToken);
                }

                TimeSpan wait = next - clock.Now;
                if (wait > TimeSpan.Zero)
                {
                    // Timers count whole milliseconds, and this one must not be early.
                    var whole = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
                    await Task.Delay(whole, clock.Time, cancellationToken);
                }

                next += interval;
                taken--;
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task TakeAsync(CancellationToken cancellationToken)
    {
        int calls = Math.Clamp(Volatile.Read(ref waiting), 1, Math.Max(1, (int)(callsPerSecond * TakenAhead.TotalSeconds)));
        int takenAgain = 0;
        do
        {
            next = await TakeFromDatabaseAsync(calls, cancellationToken);
        }

        // Other hosts may have taken the time since, and these calls would come on top of theirs.
        while (next < clock.Now - Lateness && takenAgain++ < MostTakenAgain);

        // A slow database answered too late: these calls are spread from now on, not made all at once.
        next = next < clock.Now - Lateness ? clock.Now : next;
        taken = calls;
    }

    /// <exception cref="RateUnknownException">The database has told nothing for <see cref="GivesUpAfter"/>.</exception>
    private async Task<DateTimeOffset> TakeFromDatabaseAsync(int calls, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                DateTimeOffset first = await store.TakeAsync(channel, calls, interval, cancellationToken);
                failingSince = null;
                return first;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // Without the database nobody knows what other hosts send: go on waiting, but not for ever.
                GatewayLog.RateUnknown(log, failure, channel);
                failingSince ??= clock.Now;
                if (clock.Now - failingSince >= GivesUpAfter)
                {
                    throw new RateUnknownException(failure);
                }

                await Task.Delay(BeforeNextTry, clock.Time, cancellationToken);
            }
        }
    }
}

/// <summary>The calls that other hosts make are not known: this one is not made.</summary>
internal sealed class RateUnknownException(Exception cause) : Exception("The database does not tell what other hosts send.", cause);
