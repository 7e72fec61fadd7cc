using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Gateway;

public static class DebitChannelRegistration
{
    /// <summary>
    /// Registers <see cref="IDebitChannels"/> with one HTTP client for each channel, and a <see cref="MachineClock"/> if there is none.
    /// Needs an <see cref="IRateLimitStore"/>.
    /// </summary>
    /// <exception cref="ArgumentException">Two channels have one name.</exception>
    public static IServiceCollection AddDebitChannels(this IServiceCollection services, IReadOnlyList<ChannelSettings> channels)
    {
        if (channels.DistinctBy(channel => channel.Name, StringComparer.Ordinal).Count() != channels.Count)
        {
            throw new ArgumentException("Two channels have one name.", nameof(channels));
        }

        foreach (ChannelSettings channel in channels)
        {
            // A client's default loggers write headers at trace level, signature included.
            // The pipeline has the time-out; with a second one here nobody could tell which ended a call.
            services.AddHttpClient(GatewayChannels.ClientName(channel.Name), client => client.Timeout = Timeout.InfiniteTimeSpan)
                .UseSocketsHttpHandler((handler, _) => Prepare(handler, channel))
                .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
                .RemoveAllLoggers();
        }

        services.TryAddSingleton(new MachineClock(TimeProvider.System));
        services.AddHttpClient();
        services.AddSingleton<IDebitChannels>(provider => new GatewayChannels(
            channels,
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<IRateLimitStore>(),
            provider.GetRequiredService<MachineClock>(),
            provider.GetRequiredService<ILogger<GatewayChannel>>()));
        return services;
    }

    private static void Prepare(SocketsHttpHandler handler, ChannelSettings channel)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.UseProxy = false;
        handler.AutomaticDecompression = DecompressionMethods.None;
        // A host that never accepts a connection must not leave orders in doubt that were never sent.
        handler.ConnectTimeout = TimeSpan.FromSeconds(Math.Max(1, channel.Timeout.TotalSeconds / 2));
        handler.MaxConnectionsPerServer = channel.MaxInFlight;
        // Shorter than servers and load balancers keep idle connections: a debit on a connection that the other side has
        // just closed would be in doubt for nothing.
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        // Trace identifiers are not sent to providers.
        handler.ActivityHeadersPropagator = null;
    }
}
