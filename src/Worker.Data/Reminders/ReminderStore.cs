using Worker.Data.Debits;
using Worker.Data.Jobs;
using Worker.Data.Messages;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;
using Worker.Servicing.Reminders;

namespace Worker.Data.Reminders;

public sealed class ReminderStore(Database database) : IReminderStore
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<long>> PartitionAsync(ReminderQuery query, int sliceSize, CancellationToken cancellationToken) =>
        database.ListAsync<long>(
            statements["reminder/partition"],
            new
            {
                DueDates = Database.Batch(query.DueDates),
                query.NoticeUntil,
                NoticeChannels = Database.Batch(query.NoticeChannels),
                SliceSize = sliceSize,
            },
            cancellationToken);

    public Task<IReadOnlyList<NoticeCandidate>> ReadCandidatesAsync(
        DateOnly businessDate, ReminderQuery query, KeyRange range, CancellationToken cancellationToken) =>
        database.ListAsync<NoticeCandidate>(
            statements["reminder/read-candidates"],
            new
            {
                BusinessDate = businessDate,
                DueDates = Database.Batch(query.DueDates),
                query.NoticeUntil,
                NoticeChannels = Database.Batch(query.NoticeChannels),
                DueSoon = MessageKind.DueSoon.Name(),
                Overdue = MessageKind.Overdue.Name(),
                range.After,
                range.To,
            },
            cancellationToken);

    public Task<ILookup<long, GivenNotice>> ReadNoticesAsync(IReadOnlyCollection<long> installmentIds, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.ReadNoticesAsync(database, installmentIds), cancellationToken);

    public Task WriteAsync(
        SliceStep step,
        IReadOnlyList<OutboxMessage> messages,
        IReadOnlyList<RequestedNotice> notices,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.AdvanceAsync(database, step, now);
                await transaction.WriteMessagesAsync(database, messages, now);
                await transaction.ExecuteInBatchesAsync(statements["reminder/write"], [.. notices.Select(NoticeRow.Of)], now);
            },
            cancellationToken);

    public Task WriteAnswersAsync(
        SliceStep step, IReadOnlyList<NoticeReply> replies, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.AdvanceAsync(database, step, now);
                ReplyRow[] rows = [.. replies.Select(reply => new ReplyRow(reply.NoticeNumber, reply.State.ToString().ToLowerInvariant(), reply.Detail))];
                await transaction.ExecuteInBatchesAsync(statements["reminder/write-answers"], rows, now);
            },
            cancellationToken);

    private sealed record ReplyRow(string NoticeNumber, string State, string? Detail);

    private sealed record NoticeRow(
        string NoticeNumber,
        long InstallmentId,
        long PaymentMethodId,
        string Channel,
        string Token,
        long Amount,
        string Currency,
        DateOnly DebitFrom,
        DateOnly DebitUntil,
        string? MessageKey)
    {
        public static NoticeRow Of(RequestedNotice asked) => new(
            asked.Notice.NoticeNumber,
            asked.InstallmentId,
            asked.PaymentMethodId,
            asked.Channel,
            asked.Notice.Token,
            asked.Notice.Amount.Minor,
            asked.Notice.Amount.Currency.Code,
            asked.Notice.DebitFrom,
            asked.Notice.DebitUntil,
            asked.MessageKey);
    }
}
