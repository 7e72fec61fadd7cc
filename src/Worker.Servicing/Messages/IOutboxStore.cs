using Worker.Servicing.Jobs;

namespace Worker.Servicing.Messages;

public interface IOutboxStore
{
    /// <summary>The last message of each slice of those whose time has come.</summary>
    Task<IReadOnlyList<long>> PartitionAsync(DateTimeOffset now, int sliceSize, CancellationToken cancellationToken);

    /// <summary>Those in a range, in order. The business date tells which holds are in force.</summary>
    Task<IReadOnlyList<WaitingMessage>> ReadAsync(
        DateTimeOffset now, DateOnly businessDate, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Writes outcomes together with the step of the slice.</summary>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task WriteAsync(SliceStep step, IReadOnlyList<MessageOutcome> outcomes, DateTimeOffset now, CancellationToken cancellationToken);
}

public enum MessageState
{
    Waiting = 1,

    Sent,

    /// <summary>Not sent on purpose: stale, or the customer does not want it.</summary>
    Dropped,

    Failed,

    /// <summary>The customer has no e-mail address. It is not tried, and does not count as failed.</summary>
    NoAddress,
}

public sealed record MessageOutcome(
    long MessageId,
    MessageState State,
    DateTimeOffset? NextTryAt,
    bool Tried,
    string? Detail,
    bool IsBadAddress = false,
    bool IsUnwritable = false,
    bool IsServerDown = false);

public sealed record OutboxSettings
{
    public QuietHours QuietHours { get; init; } = QuietHours.Default;

    /// <summary>Days after which a notice is stale.</summary>
    public int StaleAfterDays { get; init; } = 3;

    /// <summary>After so many refusals for now (4xx) a message has failed for good, 1 to 100.</summary>
    public int MaxTries { get; init; } = 12;

    /// <summary>The wait after the first refusal for now; it doubles with each, up to six hours.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan BackOffAfter(int tries)
    {
        TimeSpan longest = TimeSpan.FromHours(6);
        double factor = Math.Pow(2, Math.Min(tries, 20) - 1);
        return factor * FirstBackOff < longest ? factor * FirstBackOff : longest;
    }
}
