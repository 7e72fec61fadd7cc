using System.Text.Json;
using Worker.Data.Jobs;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;

namespace Worker.Data.Messages;

public sealed class OutboxStore(Database database) : IOutboxStore
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<long>> PartitionAsync(DateTimeOffset now, int sliceSize, CancellationToken cancellationToken) =>
        database.ListAsync<long>(statements["outbox/partition"], new { Now = now, SliceSize = sliceSize }, cancellationToken);

    public Task<IReadOnlyList<WaitingMessage>> ReadAsync(
        DateTimeOffset now, DateOnly businessDate, KeyRange range, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (IReadOnlyList<WaitingMessage>)[.. (await connection.QueryAsync<WaitingRow>(
                statements["outbox/read"], new { Now = now, BusinessDate = businessDate, range.After, range.To })).Select(row => row.ToMessage())],
            cancellationToken);

    public Task WriteAsync(SliceStep step, IReadOnlyList<MessageOutcome> outcomes, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.AdvanceAsync(database, step, now);
                OutcomeRow[] rows = [.. outcomes.Select(OutcomeRow.Of)];
                await transaction.ExecuteInBatchesAsync(statements["outbox/write-outcomes"], rows, now);
                OutcomeRow[] badAddresses = [.. outcomes.Where(outcome => outcome.IsBadAddress).Select(OutcomeRow.Of)];
                await transaction.ExecuteInBatchesAsync(statements["outbox/mark-bad-addresses"], badAddresses);
            },
            cancellationToken);

    private sealed record OutcomeRow(long MessageId, string State, DateTimeOffset? NextTryAt, int Tried, string? Detail)
    {
        public static OutcomeRow Of(MessageOutcome outcome) => new(
            outcome.MessageId, JsonNamingPolicy.CamelCase.ConvertName(outcome.State.ToString()), outcome.NextTryAt, outcome.Tried ? 1 : 0, outcome.Detail);
    }

    private sealed class WaitingRow
    {
        public long MessageId { get; init; }

        public string MessageKey { get; init; } = "";

        public string Kind { get; init; } = "";

        public bool Courtesy { get; init; }

        public string Facts { get; init; } = "";

        public int Tries { get; init; }

        public string Name { get; init; } = "";

        public string Email { get; init; } = "";

        public string Language { get; init; } = "";

        public string TimeZone { get; init; } = "";

        public bool IsPaid { get; init; }

        public bool HasBadAddress { get; init; }

        public bool CourtesyOff { get; init; }

        public bool IsOnHold { get; init; }

        public WaitingMessage ToMessage() => new()
        {
            MessageId = MessageId,
            Key = MessageKey,
            Kind = MessageKinds.Parse(Kind),
            IsCourtesy = Courtesy,
            Facts = JsonSerializer.Deserialize<MessageFacts>(Facts, BatchJson.Options)!,
            Recipient = new Recipient(Name, Email, Language),
            TimeZone = TimeZone,
            Tries = Tries,
            IsPaid = IsPaid,
            HasBadAddress = HasBadAddress,
            CourtesyOff = CourtesyOff,
            IsOnHold = IsOnHold,
        };
    }
}
