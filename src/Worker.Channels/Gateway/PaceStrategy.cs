using System.Threading.RateLimiting;
using Polly;

namespace Worker.Channels.Gateway;

/// <summary>Lets calls pass at the channel's calls per second; every sending takes its turn, a repeated one too.</summary>
internal sealed class PaceStrategy(RateLimiter pace) : ResilienceStrategy<GatewayReply>
{
    protected override async ValueTask<Outcome<GatewayReply>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<GatewayReply>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            using RateLimitLease turn = await pace.AcquireAsync(1, context.CancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            return Outcome.FromException<GatewayReply>(exception);
        }

        return await callback(context, state);
    }
}

/// <summary>The pace has nothing to be configured beyond its limiter.</summary>
internal sealed class PaceStrategyOptions : ResilienceStrategyOptions
{
    public PaceStrategyOptions() => Name = "Pace";
}
