using System.Runtime.CompilerServices;
using Worker.Data.Sqlite;
using Worker.Servicing.Consistency;
using Worker.Servicing.Debits;

namespace Worker.Data.Consistency;

public sealed class StatementLedger(Database database) : IStatementLedger
{
    /// <summary>Reading every attempt there ever was takes long.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    private readonly Statements statements = database.Statements;

    public async Task<IStatementScratch> OpenScratchAsync(CancellationToken cancellationToken) => await StatementScratch.OpenAsync(cancellationToken);

    public Task<IReadOnlyDictionary<string, LedgerOrder>> FindAsync(IReadOnlyCollection<string> orderNumbers, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (IReadOnlyDictionary<string, LedgerOrder>)(await connection.QueryAsync<OrderRow>(
                statements["statement-ledger/find"], new { Batch = Database.Batch(orderNumbers) }))
                .ToDictionary(row => row.OrderNumber, row => row.ToOrder(), StringComparer.Ordinal),
            cancellationToken);

    public async IAsyncEnumerable<LedgerOrder> ReadDebitedAsync(StatementSpan span, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using DatabaseSession connection = await database.OpenAsync(cancellationToken);
        await foreach (OrderRow row in connection.WithTimeout(Timeout).QueryUnbufferedAsync<OrderRow>(
            statements["statement-ledger/read-debited"], new { Earliest = span.From, Latest = span.To }))
        {
            yield return row.ToOrder();
        }
    }

    private sealed class OrderRow
    {
        public string OrderNumber { get; init; } = "";

        public string Channel { get; init; } = "";

        public long Amount { get; init; }

        public string Currency { get; init; } = "";

        public string State { get; init; } = "";

        public DateTimeOffset SentAt { get; init; }

        public DateTimeOffset? SettledAt { get; init; }

        public LedgerOrder ToOrder() => new()
        {
            OrderNumber = OrderNumber,
            Channel = Channel,
            Amount = Amount,
            Currency = Currency,
            State = AttemptStates.Parse(State),
            SentAt = SentAt,
            SettledAt = SettledAt,
        };
    }
}
