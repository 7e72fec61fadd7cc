using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Gateway;

/// <summary>The configured channels, each behind the gateway contract.</summary>
public sealed class GatewayChannels : IDebitChannels, IDisposable
{
    private readonly FrozenDictionary<string, GatewayChannel> channels;

    /// <summary>Names are case-sensitive.</summary>
    /// <exception cref="ArgumentException">Two channels have one name, or one has settings that no channel can have.</exception>
    public GatewayChannels(
        IReadOnlyList<ChannelSettings> settings, IHttpClientFactory clients, IRateLimitStore rates, MachineClock clock, ILogger<GatewayChannel> log)
    {
        channels = settings
            .Select(channel => new GatewayChannel(channel, clients.CreateClient(ClientName(channel.Name)), rates, clock, log))
            .ToFrozenDictionary(channel => channel.Name, StringComparer.Ordinal);
    }

    public bool TryGet(string name, [NotNullWhen(true)] out IDebitChannel? channel)
    {
        bool found = channels.TryGetValue(name, out GatewayChannel? gateway);
        channel = gateway;
        return found;
    }

    /// <summary>Disposes every channel.</summary>
    public void Dispose()
    {
        foreach (GatewayChannel channel in channels.Values)
        {
            channel.Dispose();
        }
    }

    internal static string ClientName(string channel) => $"channel {channel}";
}
