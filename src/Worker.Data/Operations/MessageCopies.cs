using Worker.Data.Messages;
using Worker.Data.Queries;
using Worker.Servicing.Messages;
using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

public sealed class MessageCopies(Database database) : IMessageCopies
{
    private readonly Statements statements = database.Statements;

    public Task<bool?> CopyAsync(
        long messageId, Func<StoredMessage, OutboxMessage> copy, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<bool?>(
            async transaction =>
            {
                StoredMessageRow? row = await transaction.QuerySingleOrDefaultAsync<StoredMessageRow>(
                    statements["correspondence-reader/find-message"], new { MessageId = messageId });
                if (row is null)
                {
                    return null;
                }

                StoredMessage message = row.ToMessage();
                OutboxMessage written = copy(message);
                if (await transaction.WriteMessagesAsync(database, [written], now) == 0)
                {
                    return false;
                }

                string subject = InstallmentSubject.Of(message.Facts.PlanReference, message.Facts.Number);
                await transaction.WriteAuditAsync(
                    database, new AuditEntry(now, note.Actor, "send-again", subject, note.Reason, $"{message.Key} as {written.Key}"));
                return true;
            },
            cancellationToken);
}
