using System.Collections.Concurrent;

namespace Worker.Servicing.AutoDebit;

/// <summary>What makes a run stop itself when a channel fails: the share of errors in its last calls. Shared by the lanes of this process.</summary>
public sealed class ErrorTripwire(long runId, AutoDebitSettings settings)
{
    private readonly ConcurrentDictionary<string, ChannelErrorWindow> windows = new(StringComparer.Ordinal);

    public long RunId => runId;

    /// <summary>Why the run has to stop; null while it may go on.</summary>
    public string? Reason =>
        windows.FirstOrDefault(window => window.Value.IsTripped).Key is string channel
            ? $"channel {channel}: more than {settings.MaxErrorShare:P0} of its last {settings.ErrorWindow} calls were errors"
            : null;

    /// <summary>Takes in a call's outcome.</summary>
    /// <returns>Whether the channel has failed too often.</returns>
    public bool Record(string channel, bool isError)
    {
        ChannelErrorWindow window = windows.GetOrAdd(channel, _ => new ChannelErrorWindow(settings));
        window.Record(isError);
        return window.IsTripped;
    }
}
