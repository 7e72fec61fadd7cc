using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Reminders;

public interface IReminderStore
{
    /// <summary>The last installment of each slice.</summary>
    Task<IReadOnlyList<long>> PartitionAsync(ReminderQuery query, int sliceSize, CancellationToken cancellationToken);

    /// <summary>Those installments in a range, in order, and whether their notice of the business date is in the outbox already.</summary>
    Task<IReadOnlyList<NoticeCandidate>> ReadCandidatesAsync(
        DateOnly businessDate, ReminderQuery query, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Notices before debits, oldest first.</summary>
    Task<ILookup<long, GivenNotice>> ReadNoticesAsync(IReadOnlyCollection<long> installmentIds, CancellationToken cancellationToken);

    /// <summary>
    /// Writes messages into the outbox, and notices as asked, together with the step of the slice; a message that is there
    /// already is left as it is.
    /// </summary>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task WriteAsync(
        SliceStep step,
        IReadOnlyList<OutboxMessage> messages,
        IReadOnlyList<RequestedNotice> notices,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>Writes the answers of channels to notices; one that was answered before is left as it is.</summary>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task WriteAnswersAsync(
        SliceStep step, IReadOnlyList<NoticeReply> replies, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>An unpaid installment whose due date calls for a notice.</summary>
public sealed record NoticeCandidate
{
    public required long InstallmentId { get; init; }

    public required long PlanId { get; init; }

    public required long CustomerId { get; init; }

    public required DateOnly DueOn { get; init; }

    public long? PaymentMethodId { get; init; }

    public required bool Autopay { get; init; }

    public required bool CourtesyOff { get; init; }

    /// <summary>Whether the customer's other methods may be debited instead of the designated one.</summary>
    public bool AllowsFallback { get; init; }

    /// <summary>A debit of it is under way, or its outcome is not known.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>Its notice of the business date is in the outbox already.</summary>
    public bool IsWritten { get; init; }

    /// <summary>Its <c>due-soon</c> notice of the business date is.</summary>
    public bool IsDueSoonWritten { get; init; }
}

public sealed record ReminderQuery(IReadOnlyCollection<DateOnly> DueDates, DateOnly NoticeUntil, IReadOnlyCollection<string> NoticeChannels);

/// <summary>A notice before a debit that is to be given.</summary>
/// <param name="MessageKey">The message that is the notice; null where the channel gets it.</param>
public sealed record RequestedNotice(DebitNotice Notice, long InstallmentId, long PaymentMethodId, string Channel, string? MessageKey);

public sealed record NoticeReply(string NoticeNumber, NoticeState State, string? Detail);
