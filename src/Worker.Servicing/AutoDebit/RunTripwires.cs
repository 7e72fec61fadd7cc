using System.Collections.Concurrent;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.AutoDebit;

/// <summary>
/// What makes one run stop itself. Shared by the lanes of this process; what other processes debit counts too, as of when a
/// batch is opened.
/// </summary>
public sealed class RunTripwires(long runId, AutoDebitSettings settings)
{
    private readonly SemaphoreSlim opening = new(1, 1);
    private readonly ConcurrentDictionary<string, ChannelErrorWindow> windows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> reserved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> ofRun = new(StringComparer.Ordinal);
    private string? overAmount;

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
                : $"channel {channel}: more than {settings.MaxErrorShare:P0} of its last {settings.ErrorWindow} calls were errors";
        }
    }

    /// <summary>The window over a channel's calls.</summary>
    public ChannelErrorWindow WindowOf(string channel) => windows.GetOrAdd(channel, _ => new ChannelErrorWindow(settings));

    /// <summary>
    /// Opens the attempts that the run's limit leaves room for. One batch after the other, so that each knows what those
    /// before it have opened.
    /// </summary>
    /// <param name="readDebited">Reads what the whole run has debited or may yet have, minor units by currency.</param>
    public async Task<T> OpenAsync<T>(
        Func<Task<IReadOnlyDictionary<string, long>>> readDebited, Func<Task<T>> open, CancellationToken cancellationToken)
    {
        if (settings.MaxRunAmount.Count == 0)
        {
            return await open();
        }

        await opening.WaitAsync(cancellationToken);
        try
        {
            IReadOnlyDictionary<string, long> debited = await readDebited();
            lock (reserved)
            {
                ofRun.Clear();
                foreach ((string currency, long total) in debited)
                {
                    ofRun[currency] = total;
                }
            }

            return await open();
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Sets an amount aside for a debit; false when the run's limit would be passed.</summary>
    public bool TryReserve(Money amount)
    {
        if (!settings.MaxRunAmount.TryGetValue(amount.Currency.Code, out long maximum))
        {
            return true;
        }

        lock (reserved)
        {
            string currency = amount.Currency.Code;
            long own = reserved.GetValueOrDefault(currency) + amount.Minor;
            long all = ofRun.GetValueOrDefault(currency) + amount.Minor;
            if (Math.Max(own, all) > maximum)
            {
                overAmount = $"the run's debits would pass its limit of {new Money(maximum, amount.Currency)}";
                return false;
            }

            reserved[currency] = own;
            ofRun[currency] = all;
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
