using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;
using Worker.Servicing.Channels;

namespace Worker.Channels.Gateway;

/// <summary>
/// What every call goes through, from the outside in: waiting after a 429, the limit of calls per second, an order's last check, the
/// circuit breaker, the time-out. The time-out is innermost, so waiting here never counts as a slow gateway.
/// </summary>
internal static class GatewayPipeline
{
    /// <summary>How often a call that was not processed (429) is sent again.</summary>
    public const int TriesAfterTooMany = 3;

    /// <summary>Fewer calls than this within <see cref="Sampled"/> never open the circuit.</summary>
    public const int CallsBeforeJudging = 100;

    /// <summary>The share of channel errors that opens the circuit.</summary>
    public const double ErrorShare = 0.5;

    /// <summary>The period of that share.</summary>
    public static readonly TimeSpan Sampled = TimeSpan.FromSeconds(60);

    /// <summary>How long the circuit stays open before one call may probe.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(30);

    private static readonly RateLimitLease MayCall = RateLimitPartition.GetNoLimiter("").Factory("").AttemptAcquire();

    /// <summary>The order's own wait, see <see cref="DebitOrder.WaitForCheck"/>.</summary>
    public static readonly ResiliencePropertyKey<Func<CancellationToken, ValueTask<bool>>?> WaitForCheck = new("wait-for-check");

    public static ResiliencePipeline<GatewayReply> Build(ChannelSettings settings, SharedRateLimit? rateLimit, TimeProvider time, ILogger log)
    {
        var builder = new ResiliencePipelineBuilder<GatewayReply> { Name = settings.Name, TimeProvider = time };

        builder.AddRetry(new RetryStrategyOptions<GatewayReply>
        {
            MaxRetryAttempts = TriesAfterTooMany,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result?.TryAgainAfter is not null),
            DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.TryAgainAfter),
        });

        builder.AddRateLimiter(new RateLimiterStrategyOptions
        {
            RateLimiter = async arguments =>
            {
                Func<CancellationToken, ValueTask<bool>>? waitForCheck = arguments.Context.Properties.GetValue(WaitForCheck, null);
                do
                {
                    // Retries count for the limit as well.
                    if (rateLimit is not null)
                    {
                        await rateLimit.WaitAsync(arguments.Context.CancellationToken);
                    }
                }
                while (waitForCheck is not null && await waitForCheck(arguments.Context.CancellationToken));
                return MayCall;
            },
        });

        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<GatewayReply>
        {
            FailureRatio = ErrorShare,
            MinimumThroughput = CallsBeforeJudging,
            SamplingDuration = Sampled,
            BreakDuration = OpenFor,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is TimeoutRejectedException || arguments.Outcome.Result is { Answer.IsChannelError: true }),
            OnOpened = arguments =>
            {
                GatewayLog.CircuitOpened(log, settings.Name, arguments.BreakDuration);
                return default;
            },
            OnClosed = _ =>
            {
                GatewayLog.CircuitClosed(log, settings.Name);
                return default;
            },
        });

        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = settings.Timeout });
        return builder.Build();
    }
}
