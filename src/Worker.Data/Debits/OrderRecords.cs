using Worker.Data.Jobs;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Data.Debits;

public sealed class OrderRecords(Database database) : IOrderRecords
{
    public Task<OrderRecord?> FindAsync(string orderNumber, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QuerySingleOrDefaultAsync<RecordRow>(
                database.Statements["order-records/find"], new { OrderNumber = orderNumber.Ansi() }))?.ToRecord(),
            cancellationToken);

    public Task<bool> WithdrawAsync(
        OrderRecord order, OperatorNote note, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                DebitAttempt attempt = order.Attempt;
                await database.ClaimAsync(transaction, "withdrawals");
                await transaction.ExecuteAsync(database.Statements["order-records/claim-order"], new { OrderNumber = attempt.OrderNumber.Ansi() });
                int withdrawn = await transaction.ExecuteAsync(
                    database.Statements["order-records/withdraw"],
                    new
                    {
                        OrderNumber = attempt.OrderNumber.Ansi(),
                        order.Doubt?.LastSentAt,
                        attempt.InstallmentId,
                        attempt.CustomerId,
                        Now = now,
                        MachineNow = machineNow,
                    });
                if (withdrawn == 0)
                {
                    return false;
                }

                await transaction.ExecuteInBatchesAsync(database.Statements["settlement/close-debits"], [attempt.OrderNumber]);

                // The counters of runs still add up to the attempts.
                if (await transaction.ExecuteScalarAsync<long?>(database.Statements["order-records/counting-run"], new { order.RunId }) is long runId)
                {
                    var tally = new RunCounters();
                    tally.Count(CounterNames.Withdrawn, attempt.Amount);
                    await transaction.AddTallyAsync(database, runId, 0, tally, now);
                }

                await transaction.WriteAuditAsync(
                    database,
                    new AuditEntry(
                        now, note.Actor, "withdraw", $"{InstallmentSubject.Prefix}{attempt.Description}", note.Reason, $"{attempt.Amount}, order {attempt.OrderNumber}"));
                return true;
            },
            cancellationToken);

    public Task WriteAuditAsync(
        OperatorNote note, string orderNumber, string detail, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction => transaction.WriteAuditAsync(
                database, new AuditEntry(now, note.Actor, "reconcile", $"order {orderNumber}", note.Reason, detail)),
            cancellationToken);

    private sealed class RecordRow : AttemptRow
    {
        public string State { get; init; } = "";

        public long RunId { get; init; }

        public string? Reference { get; init; }

        public string? DeclineCode { get; init; }

        public string? Detail { get; init; }

        public DateTimeOffset? SettledAt { get; init; }

        public int? Asks { get; init; }

        public DateTimeOffset? LastSentAt { get; init; }

        public int? Resends { get; init; }

        public DateTimeOffset? NextAskAt { get; init; }

        public long? DesignatedMethodId { get; init; }

        public bool AllowsFallback { get; init; }

        public bool Autopay { get; init; }

        public OrderRecord ToRecord() => new(
            ToAttempt(),
            AttemptStates.Parse(State),
            RunId,
            Reference,
            DeclineCode,
            Detail,
            SettledAt,
            Asks is int asks ? new DoubtHistory(asks, LastSentAt!.Value, Resends!.Value, NextAskAt!.Value) : null,
            DesignatedMethodId,
            AllowsFallback,
            Autopay);
    }
}
