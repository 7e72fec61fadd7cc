namespace Worker.Servicing.Channels;

/// <summary>When channels may be called next, by whichever host on the database.</summary>
public interface IRateLimitStore
{
    /// <summary>Takes the next calls of a channel, one every interval: from then on they are the caller's and nobody else's.</summary>
    /// <returns>When the first of them may be made, by the machine's clock.</returns>
    Task<DateTimeOffset> TakeAsync(string channel, int calls, TimeSpan interval, CancellationToken cancellationToken);
}
