using System.Diagnostics.CodeAnalysis;

namespace Worker.Servicing.Debits;

/// <summary>Names of the switches that stop debits, as the database and the audit log keep them.</summary>
public static class SwitchNames
{
    public const string AllDebits = "debits";

    private const string ChannelPrefix = "channel:";

    public static string OfChannel(string channel) => ChannelPrefix + channel;

    /// <summary>The channel that a switch stops; false for any other switch.</summary>
    public static bool TryGetChannel(string name, [NotNullWhen(true)] out string? channel)
    {
        channel = name.StartsWith(ChannelPrefix, StringComparison.Ordinal) ? name[ChannelPrefix.Length..] : null;
        return channel is not null;
    }
}
