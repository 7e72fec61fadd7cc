using Worker.Data.Queries;

namespace Worker.Ops.Accounts;

/// <summary>Pages of messages and of the audit log, as the pages of accounts show them.</summary>
internal static class Correspondence
{
    private const int Rows = 25;

    public static async Task<KeyPage<MessageLine>> MessagesAsync(
        this CorrespondenceReader reader, long customerId, long? installmentId, long? before, CancellationToken cancellationToken) =>
        KeyPage<MessageLine>.Of(
            await reader.ReadMessagesAsync(customerId, installmentId, before ?? long.MaxValue, Rows + 1, cancellationToken), Rows, message => message.MessageId);

    public static async Task<KeyPage<AuditLine>> AuditAsync(
        this CorrespondenceReader reader, IReadOnlyCollection<string> subjects, long? before, CancellationToken cancellationToken) =>
        KeyPage<AuditLine>.Of(await reader.ReadAuditAsync(subjects, before ?? long.MaxValue, Rows + 1, cancellationToken), Rows, line => line.AuditId);
}
