using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

/// <summary>Messages and lines of the audit log in the database.</summary>
public sealed class CorrespondenceReader(Database database) : ICorrespondenceReader
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<MessageLine>> ReadMessagesAsync(
        long customerId, long? installmentId, long before, int count, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<MessageLine>>(
            async connection => [.. await connection.QueryAsync<MessageLine>(
                statements["site/messages"], new { CustomerId = customerId, InstallmentId = installmentId, Before = before, Count = count })],
            cancellationToken);

    public Task<KeptMessage?> FindMessageAsync(long messageId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QuerySingleOrDefaultAsync<KeptMessageRow>(
                statements["site/message"], new { MessageId = messageId }))?.ToMessage(),
            cancellationToken);

    public Task<IReadOnlyList<AuditLine>> ReadAuditAsync(
        IReadOnlyCollection<string> subjects, long before, int count, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AuditLine>>(
            async connection => [.. await connection.QueryAsync<AuditLine>(
                statements["site/audit"], new { Subjects = Database.Batch(subjects), Before = before, Count = count })],
            cancellationToken);
}
