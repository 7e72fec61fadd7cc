using Worker.Servicing.Messages;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Reminders;

/// <summary>What remind reads and writes. Its keys are installments.</summary>
public interface IReminderStore
{
    /// <summary>The last installment of each slice of unpaid installments with one of these due dates.</summary>
    Task<IReadOnlyList<long>> CutAsync(IReadOnlyCollection<DateOnly> dueDates, int sliceSize, CancellationToken cancellationToken);

    /// <summary>Those installments in a range, in order, and whether their notice of the business date is in the outbox already.</summary>
    Task<IReadOnlyList<NoticeCandidate>> ReadCandidatesAsync(
        DateOnly businessDate, IReadOnlyCollection<DateOnly> dueDates, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Writes messages into the outbox together with the step of the slice; a message that is there already is left as it is.</summary>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task WriteAsync(SliceStep step, IReadOnlyList<OutboxMessage> messages, DateTimeOffset now, CancellationToken cancellationToken);
}
