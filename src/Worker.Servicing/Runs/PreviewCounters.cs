using System.Diagnostics.CodeAnalysis;

namespace Worker.Servicing.Runs;

/// <summary>Counters of previews that stand for a part of another one.</summary>
public static class PreviewCounters
{
    public const string ToDebit = "toDebit";

    private const string ByChannel = ToDebit + ":";

    /// <summary>What would be debited by one channel: <c>toDebit:card</c>.</summary>
    public static string ToDebitBy(string channel) => ByChannel + channel;

    /// <summary>The channel of a counter of <see cref="ToDebitBy"/>; false for any other.</summary>
    public static bool TryGetChannel(string counter, [NotNullWhen(true)] out string? channel)
    {
        channel = counter.StartsWith(ByChannel, StringComparison.Ordinal) ? counter[ByChannel.Length..] : null;
        return channel is not null;
    }
}
