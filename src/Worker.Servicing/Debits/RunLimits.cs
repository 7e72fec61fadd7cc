using System.Collections.Concurrent;

namespace Worker.Servicing.Debits;

/// <summary>Stops a run when a channel fails: by the share of errors in its last calls. Shared by the slices of this process.</summary>
public sealed class RunLimits(long runId, AutoDebitSettings settings)
{
    private readonly ConcurrentDictionary<string, ChannelErrorWindow> windows = new(StringComparer.Ordinal);

    public long RunId => runId;

    /// <summary>Null while the run may go on.</summary>
    public string? Reason =>
        windows.FirstOrDefault(window => window.Value.IsTripped).Key is string channel
            ? $"channel {channel}: more than {settings.MaxErrorShare:P0} of its last {settings.ErrorWindow} calls were errors"
            : null;

    /// <returns>Whether the channel has failed too often.</returns>
    public bool Record(string channel, bool isError)
    {
        ChannelErrorWindow window = windows.GetOrAdd(channel, _ => new ChannelErrorWindow(settings));
        window.Record(isError);
        return window.IsTripped;
    }
}

/// <summary>
/// Looks at a channel's last calls: trips when more than the allowed share of them were the channel's own errors.
/// Safe for several threads.
/// </summary>
public sealed class ChannelErrorWindow(AutoDebitSettings settings)
{
    private readonly Lock gate = new();
    private readonly Queue<bool> calls = new(settings.ErrorWindow);
    private int errors;

    /// <summary>True once the share has passed the limit; it stays true.</summary>
    public bool IsTripped { get; private set; }

    public void Record(bool isError)
    {
        lock (gate)
        {
            calls.Enqueue(isError);
            errors += isError ? 1 : 0;
            if (calls.Count > settings.ErrorWindow && calls.Dequeue())
            {
                errors--;
            }

            IsTripped |= calls.Count >= settings.ErrorWindowMinimum && errors > calls.Count * settings.MaxErrorShare;
        }
    }
}
