using System.Collections.Concurrent;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.AutoDebit;

/// <summary>What makes one run stop itself. Shared by the lanes of this process.</summary>
/// <param name="runId">The run.</param>
/// <param name="settings">The limits.</param>
/// <param name="debited">What the run had debited when this process came to it, minor units by currency.</param>
public sealed class RunTripwires(long runId, AutoDebitSettings settings, IReadOnlyDictionary<string, long> debited)
{
    private readonly ConcurrentDictionary<string, ChannelErrorWindow> windows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> reserved = debited.ToDictionary(StringComparer.Ordinal);
    private string? overAmount;

    /// <summary>The run these belong to.</summary>
    public long RunId => runId;

    /// <summary>True once a channel's error share has passed its limit.</summary>
    public bool IsTripped => windows.Values.Any(window => window.IsTripped);

    /// <summary>Why the run has to stop; null while it may go on.</summary>
    public string? Reason
    {
        get
        {
            string? channel = windows.FirstOrDefault(window => window.Value.IsTripped).Key;
            return channel is null
                ? overAmount
                : $"channel {channel}: more than {settings.MaximumErrorShare:P0} of its last {settings.ErrorWindow} calls were errors";
        }
    }

    /// <summary>The window over a channel's calls.</summary>
    public ChannelErrorWindow WindowOf(string channel) => windows.GetOrAdd(channel, _ => new ChannelErrorWindow(settings));

    /// <summary>Sets an amount aside for a debit; false when the run's limit would be passed.</summary>
    public bool TryReserve(Money amount)
    {
        if (!settings.MaximumRunAmounts.TryGetValue(amount.Currency.Code, out long maximum))
        {
            return true;
        }

        lock (reserved)
        {
            long total = reserved.GetValueOrDefault(amount.Currency.Code) + amount.Minor;
            if (total > maximum)
            {
                overAmount = $"the run's debits would pass its limit of {new Money(maximum, amount.Currency)}";
                return false;
            }

            reserved[amount.Currency.Code] = total;
            return true;
        }
    }

    /// <summary>Gives back what was set aside for a debit that did not come about.</summary>
    public void Release(Money amount)
    {
        lock (reserved)
        {
            if (reserved.ContainsKey(amount.Currency.Code))
            {
                reserved[amount.Currency.Code] -= amount.Minor;
            }
        }
    }
}
