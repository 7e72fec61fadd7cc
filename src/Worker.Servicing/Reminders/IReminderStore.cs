using Worker.Servicing.AutoDebit;
using Worker.Servicing.Messages;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Reminders;

public interface IReminderStore
{
    /// <summary>The last installment of each slice of those that are looked at.</summary>
    Task<IReadOnlyList<long>> CutAsync(ReminderQuery query, int sliceSize, CancellationToken cancellationToken);

    /// <summary>Those installments in a range, in order, and whether their notice of the business date is in the outbox already.</summary>
    Task<IReadOnlyList<NoticeCandidate>> ReadCandidatesAsync(
        DateOnly businessDate, ReminderQuery query, KeyRange range, CancellationToken cancellationToken);

    /// <summary>What was announced for installments before their debits, oldest first.</summary>
    Task<ILookup<long, GivenNotice>> ReadNoticesAsync(IReadOnlyCollection<long> installmentIds, CancellationToken cancellationToken);

    /// <summary>
    /// Writes messages into the outbox, and notices as asked, together with the step of the slice; a message that is there
    /// already is left as it is.
    /// </summary>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task WriteAsync(
        SliceStep step,
        IReadOnlyList<OutboxMessage> messages,
        IReadOnlyList<AskedNotice> notices,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>Writes what channels said to notices; one that was answered before is left as it is.</summary>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task WriteAnswersAsync(
        SliceStep step, IReadOnlyList<NoticeReply> replies, DateTimeOffset now, CancellationToken cancellationToken);
}
