namespace Worker.Servicing.Channels;

/// <summary>When channels may be called next, by whichever host on the database.</summary>
public interface IRateLimitStore
{
    /// <summary>Reserves the next calls of a channel for the caller, one every interval.</summary>
    /// <returns>When the first of them may be made, by the machine's clock.</returns>
    Task<DateTimeOffset> TakeAsync(string channel, int calls, TimeSpan interval, CancellationToken cancellationToken);
}
