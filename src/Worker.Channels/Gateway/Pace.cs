using System.Threading.RateLimiting;

namespace Worker.Channels.Gateway;

/// <summary>Calls per second as a token bucket.</summary>
internal static class Pace
{
    /// <summary>How much of a second may pass in one burst: as long as a timer may be late.</summary>
    private const double BurstSeconds = 0.05;

    private const double ShortestPeriodSeconds = 0.01;

    /// <summary>At most <paramref name="callsPerSecond"/> calls in any second, bursts included.</summary>
    public static RateLimiter Of(int callsPerSecond)
    {
        // A second can see the whole bucket and what flows in during it: the two together make the limit.
        int burst = Math.Max(1, (int)(callsPerSecond * BurstSeconds));
        int flow = callsPerSecond - burst + 1;
        int tokens = Math.Max(1, (int)(flow * ShortestPeriodSeconds));
        return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(burst, tokens),
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / flow),
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }
}
