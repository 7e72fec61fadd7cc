using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Debits;

/// <summary>
/// Everything that follows from one answer of a channel. It is written whole or, when somebody else has settled the
/// attempt meanwhile, not at all.
/// </summary>
public sealed record Settlement
{
    public required DebitAttempt Attempt { get; init; }

    public required AttemptState State { get; init; }

    public required ChannelAnswer Answer { get; init; }

    /// <summary>The code that suspends the method, the channel's decline code or its advice; null when nothing does.</summary>
    public string? SuspensionReason { get; init; }

    /// <summary>Soft or hard, for a decline.</summary>
    public DeclineCategory? Category { get; init; }

    /// <summary>When to query next, while it is in doubt.</summary>
    public DateTimeOffset? NextAskAt { get; init; }

    public IReadOnlyList<StatusChange> Statuses { get; init; } = [];

    public IReadOnlyList<OutboxMessage> Messages { get; init; } = [];

    /// <summary>
    /// The receipt of the earlier parts with this one added, where that was not sent yet: then no receipt of its own is written.
    /// </summary>
    public OutboxMessage? JoinedReceipt { get; init; }

    public required string Counter { get; init; }

    public RunError? Error { get; init; }

    /// <summary>The alarm for an attempt that had been given up and was debited after all.</summary>
    /// <param name="state">The attempt's state before.</param>
    public Settlement AfterGivenUpAs(AttemptState state) => this with
    {
        Error = new RunError(
            "late-success",
            $"order {Attempt.OrderNumber}",
            $"{Attempt.Channel} tells that it was debited; it was {state.Name()}. The payment is booked."),
    };

    /// <summary>True when the method can't be debited any more.</summary>
    public bool SuspendsMethod => Category == DeclineCategory.Hard;
}

public interface ISettlementStore
{
    /// <summary>
    /// Writes settlements in one transaction with the step of the slice: attempts, open debits, ledger entries, statuses,
    /// suspended methods, messages, counters. Attempts that are no longer in doubt are left as they are, with nothing
    /// counted. Of several settlements that suspend one method, only the first one's message of it is written, and none
    /// when the method was suspended before.
    /// </summary>
    /// <param name="messages">What earlier settlements held back, written if it is not there yet.</param>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task SettleAsync(
        SliceStep step, IReadOnlyList<Settlement> settlements, IReadOnlyList<OutboxMessage> messages, DateTimeOffset now, CancellationToken cancellationToken);
}
