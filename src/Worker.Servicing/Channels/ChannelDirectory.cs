using System.Diagnostics.CodeAnalysis;

namespace Worker.Servicing.Channels;

/// <summary>The settings of every configured channel, by name.</summary>
public sealed class ChannelDirectory(IReadOnlyList<ChannelSettings> channels)
{
    private readonly Dictionary<string, ChannelSettings> byName = channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    public IReadOnlyList<ChannelSettings> All => channels;

    /// <summary>The settings of a channel; false when none of that name is configured.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out ChannelSettings? settings) => byName.TryGetValue(name, out settings);

    /// <summary>Which of a channel's declines are hard; the contract's own table for a channel that is no longer configured.</summary>
    public IReadOnlySet<string> HardDeclineCodes(string name) =>
        byName.TryGetValue(name, out ChannelSettings? settings) ? settings.HardDeclineCodes : DeclineCategories.DefaultHardCodes;
}
