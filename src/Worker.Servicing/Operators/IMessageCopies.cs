using Worker.Servicing.Messages;

namespace Worker.Servicing.Operators;

/// <summary>Puts copies of messages into the outbox, each in one transaction with its line in the audit log.</summary>
public interface IMessageCopies
{
    /// <param name="copy">Makes the copy. What it throws undoes everything.</param>
    /// <returns>False when the outbox has the copy already, and then nothing was written; null when there is no such message.</returns>
    Task<bool?> CopyAsync(
        long messageId, Func<KeptMessage, OutboxMessage> copy, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}
