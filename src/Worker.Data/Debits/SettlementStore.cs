using Worker.Data.Jobs;
using Worker.Data.Messages;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;

namespace Worker.Data.Debits;

/// <summary>Writes the answers of channels in one transaction with the step of the slice.</summary>
public sealed class SettlementStore(Database database) : ISettlementStore
{
    private readonly Statements statements = database.Statements;

    public Task SettleAsync(
        SliceStep step, IReadOnlyList<Settlement> settlements, IReadOnlyList<OutboxMessage> messages, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                List<Settlement> effective = await JoinReceiptsAsync(transaction, await SettleAttemptsAsync(transaction, settlements, now), now);
                var tally = new RunCounters();
                tally.Add(step.Tally);
                foreach (Settlement settlement in effective)
                {
                    tally.Count(settlement.Counter, settlement.Attempt.Amount);
                    tally.Count(CounterNames.FurtherParts, settlement.JoinedReceipt is null ? 0 : 1);
                    if (settlement.Error is RunError error)
                    {
                        tally.Note(error);
                    }
                }

                await transaction.AdvanceAsync(database, step with { Tally = tally }, now);
                await WriteConsequencesAsync(transaction, effective, now);
                await transaction.WriteMessagesAsync(database, messages, now);
            },
            cancellationToken);

    /// <summary>Updates the attempts that are still in doubt, and those that succeeded after they were given up; returns which those were.</summary>
    private async Task<List<Settlement>> SettleAttemptsAsync(
        DatabaseSession transaction, IReadOnlyList<Settlement> settlements, DateTimeOffset now)
    {
        var moved = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (Settlement[] batch in settlements.Chunk(Database.BatchSize))
        {
            foreach (MovedRow row in await transaction.QueryAsync<MovedRow>(
                statements["settlement/settle-attempts"],
                new { Batch = Database.Batch(batch.Select(settlement => SettledRow.Of(settlement, now))) }))
            {
                moved[row.OrderNumber] = row.GivenUpAs;
            }
        }

        return
        [
            .. settlements
                .Where(settlement => moved.ContainsKey(settlement.Attempt.OrderNumber))
                .Select(settlement => moved[settlement.Attempt.OrderNumber] is string state ? settlement.AfterGivenUpAs(AttemptStates.Parse(state)) : settlement),
        ];
    }

    /// <summary>Leaves each settlement with the one receipt that it writes: its own, or that of the earlier parts with this one added.</summary>
    private async Task<List<Settlement>> JoinReceiptsAsync(DatabaseSession transaction, List<Settlement> settlements, DateTimeOffset now)
    {
        HashSet<string> joined = await transaction.JoinReceiptsAsync(
            database, settlements.Where(one => one.JoinedReceipt is not null).Select(one => one.JoinedReceipt!), now);
        return
        [
            .. settlements.Select(one => one.JoinedReceipt is OutboxMessage receipt && joined.Contains(receipt.Key)
                ? one with { Messages = [.. one.Messages.Where(message => message.Kind != MessageKind.Receipt)] }
                : one with { JoinedReceipt = null }),
        ];
    }

    private async Task WriteConsequencesAsync(DatabaseSession transaction, List<Settlement> settlements, DateTimeOffset now)
    {
        string[] settled = [.. settlements.Where(one => !one.State.IsInDoubt()).Select(one => one.Attempt.OrderNumber)];
        await transaction.ExecuteInBatchesAsync(statements["settlement/close-debits"], settled);
        AskRow[] doubts = [.. settlements.Where(one => one.State.IsInDoubt()).Select(one => new AskRow(one.Attempt.OrderNumber, one.NextAskAt ?? now))];
        await transaction.ExecuteInBatchesAsync(statements["settlement/ask-later"], doubts);
        PaymentRow[] payments = [.. settlements.Where(one => one.State == AttemptState.Succeeded).Select(one => PaymentRow.Of(one.Attempt))];
        await transaction.ExecuteInBatchesAsync(statements["settlement/insert-payments"], payments, now);
        HashSet<long> suspended = await SuspendMethodsAsync(transaction, settlements, now);
        StatusChange[] statuses = [.. settlements.SelectMany(one => one.Statuses)];
        await transaction.WriteStatusesAsync(database, statuses);

        // Only the settlement that suspends a method writes the message about it.
        await transaction.WriteMessagesAsync(
            database,
            [.. settlements.SelectMany(one => one.Messages.Where(
                message => message.Kind != MessageKind.MethodSuspended || suspended.Remove(one.Attempt.PaymentMethodId)))],
            now);
    }

    private async Task<HashSet<long>> SuspendMethodsAsync(DatabaseSession transaction, List<Settlement> settlements, DateTimeOffset now)
    {
        var suspended = new HashSet<long>();
        foreach (MethodRow[] batch in settlements
            .Where(one => one.SuspendsMethod)
            .Select(one => new MethodRow(one.Attempt.PaymentMethodId, one.SuspensionReason))
            .DistinctBy(row => row.PaymentMethodId)
            .Chunk(Database.BatchSize))
        {
            suspended.UnionWith(await transaction.QueryAsync<long>(
                statements["settlement/suspend-methods"], new { Batch = Database.Batch(batch), Now = now }));
        }

        return suspended;
    }

    private sealed class MovedRow
    {
        public string OrderNumber { get; init; } = "";

        public string? GivenUpAs { get; init; }
    }

    private sealed record AskRow(string OrderNumber, DateTimeOffset NextAskAt);

    private sealed record MethodRow(long PaymentMethodId, string? Reason);

    private sealed record SettledRow(
        string OrderNumber, string State, string? Reference, string? DeclineCode, string? AdviceCode, string? Category, string? Detail, DateTimeOffset? SettledAt)
    {
        public static SettledRow Of(Settlement settlement, DateTimeOffset now) => new(
            settlement.Attempt.OrderNumber,
            settlement.State.Name(),
            settlement.Answer.Reference,
            settlement.Answer.DeclineCode,
            settlement.Answer.AdviceCode,
            settlement.Category?.ToString().ToLowerInvariant(),
            settlement.Answer.Detail,
            settlement.State.IsInDoubt() ? null : now);
    }

    private sealed record PaymentRow(string OrderNumber, long PlanId, long InstallmentId, long Amount, string Currency, DateOnly BusinessDate)
    {
        public static PaymentRow Of(DebitAttempt attempt) => new(
            attempt.OrderNumber, attempt.PlanId, attempt.InstallmentId, attempt.Amount.Minor, attempt.Amount.Currency.Code, attempt.BusinessDate);
    }
}
