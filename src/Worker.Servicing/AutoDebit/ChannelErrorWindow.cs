namespace Worker.Servicing.AutoDebit;

/// <summary>
/// The tripwire over a channel's last calls: trips when more than the allowed share of them were the channel's own errors.
/// Safe for several threads.
/// </summary>
public sealed class ChannelErrorWindow(AutoDebitSettings settings)
{
    private readonly Lock gate = new();
    private readonly Queue<bool> calls = new(settings.ErrorWindow);
    private int errors;

    /// <summary>True once the share has passed the limit; it stays true.</summary>
    public bool IsTripped { get; private set; }

    /// <summary>Takes in a call's outcome.</summary>
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
