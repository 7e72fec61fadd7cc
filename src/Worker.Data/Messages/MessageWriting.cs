using System.Text.Json;
using Worker.Servicing.Messages;

namespace Worker.Data.Messages;

/// <summary>Writes messages into the outbox inside the transaction of what they are about; returns how many were new to it.</summary>
internal static class MessageWriting
{
    public static Task<int> WriteMessagesAsync(
        this DatabaseSession transaction, Database database, IReadOnlyCollection<OutboxMessage> messages, DateTimeOffset now) =>
        transaction.ExecuteInBatchesAsync(database.Statements["message-writing/write-messages"], [.. messages.Select(MessageRow.Of)], now);

    /// <summary>Replaces messages in the outbox that are kept back; returns the keys of those.</summary>
    public static async Task<HashSet<string>> JoinReceiptsAsync(
        this DatabaseSession transaction, Database database, IEnumerable<OutboxMessage> receipts, DateTimeOffset now)
    {
        var joined = new HashSet<string>(StringComparer.Ordinal);
        foreach (MessageRow[] batch in receipts.Select(MessageRow.Of).Chunk(Database.BatchSize))
        {
            joined.UnionWith(await transaction.QueryAsync<string>(
                database.Statements["message-writing/join-receipts"], new { Batch = Database.Batch(batch), Now = now }));
        }

        return joined;
    }

    private sealed record MessageRow(
        string Key, string Kind, long CustomerId, long PlanId, long InstallmentId, int Courtesy, DateOnly BusinessDate, JsonElement Facts, DateTimeOffset? NotBefore)
    {
        public static MessageRow Of(OutboxMessage message) => new(
            message.Key,
            message.Kind.Name(),
            message.CustomerId,
            message.PlanId,
            message.InstallmentId,
            message.IsCourtesy ? 1 : 0,
            message.Facts.BusinessDate,
            JsonSerializer.SerializeToElement(message.Facts, BatchJson.Options),
            message.NotBefore);
    }
}
