using System.Text.Json;
using Worker.Servicing.Messages;

namespace Worker.Data.Outbox;

/// <summary>Writes messages into the outbox inside the transaction of what they tell about, and tells how many were new to it.</summary>
internal static class MessageWriting
{
    public static Task<int> WriteMessagesAsync(
        this DatabaseSession transaction, Database database, IReadOnlyCollection<OutboxMessage> messages, DateTimeOffset now) =>
        transaction.ExecuteInBatchesAsync(database.Statements["settle/insert-messages"], [.. messages.Select(MessageRow.Of)], now);

    private sealed record MessageRow(
        string Key, string Kind, long CustomerId, long PlanId, long InstallmentId, int Courtesy, DateOnly BusinessDate, JsonElement Facts)
    {
        public static MessageRow Of(OutboxMessage message) => new(
            message.Key,
            message.Kind.Name(),
            message.CustomerId,
            message.PlanId,
            message.InstallmentId,
            message.IsCourtesy ? 1 : 0,
            message.Facts.BusinessDate,
            JsonSerializer.SerializeToElement(message.Facts, BatchJson.Options));
    }
}
