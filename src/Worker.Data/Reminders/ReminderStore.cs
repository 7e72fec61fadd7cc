using Worker.Data.Outbox;
using Worker.Data.Runs;
using Worker.Servicing.Messages;
using Worker.Servicing.Reminders;
using Worker.Servicing.Runs;

namespace Worker.Data.Reminders;

/// <summary>Due and overdue notices in the database.</summary>
public sealed class ReminderStore(Database database) : IReminderStore
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<long>> CutAsync(IReadOnlyCollection<DateOnly> dueDates, int sliceSize, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (IReadOnlyList<long>)[.. await connection.QueryAsync<long>(
                statements["remind/cut"], new { DueDates = Database.Batch(dueDates), SliceSize = sliceSize })],
            cancellationToken);

    public Task<IReadOnlyList<NoticeCandidate>> ReadCandidatesAsync(
        DateOnly businessDate, IReadOnlyCollection<DateOnly> dueDates, KeyRange range, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (IReadOnlyList<NoticeCandidate>)[.. await connection.QueryAsync<NoticeCandidate>(
                statements["remind/read-candidates"],
                new
                {
                    BusinessDate = businessDate,
                    DueDates = Database.Batch(dueDates),
                    DueSoon = MessageKind.DueSoon.Name(),
                    Overdue = MessageKind.Overdue.Name(),
                    range.After,
                    range.To,
                })],
            cancellationToken);

    public Task WriteAsync(SliceStep step, IReadOnlyList<OutboxMessage> messages, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.AdvanceAsync(database, step, now);
                await transaction.WriteMessagesAsync(database, messages, now);
            },
            cancellationToken);
}
