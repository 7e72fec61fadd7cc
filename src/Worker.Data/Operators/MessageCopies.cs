using Worker.Data.Outbox;
using Worker.Servicing.Messages;
using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

public sealed class MessageCopies(Database database) : IMessageCopies
{
    private readonly Statements statements = database.Statements;

    public Task<bool?> CopyAsync(
        long messageId, Func<KeptMessage, OutboxMessage> copy, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<bool?>(
            async transaction =>
            {
                KeptMessageRow? row = await transaction.QuerySingleOrDefaultAsync<KeptMessageRow>(
                    statements["site/message"], new { MessageId = messageId });
                if (row is null)
                {
                    return null;
                }

                KeptMessage message = row.ToMessage();
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
