using System.Runtime.CompilerServices;

namespace Worker.Data.Consistency;

/// <summary>Every payment that came from a debit, by order number, to be compared with what a channel says.</summary>
public sealed class DebitedOrders(Database database)
{
    public async IAsyncEnumerable<DebitedOrder> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using DatabaseSession connection = await database.OpenAsync(cancellationToken);
        await foreach (OrderRow row in connection.QueryUnbufferedAsync<OrderRow>(database.Statements["debited-orders/read"]))
        {
            yield return new DebitedOrder(row.OrderNumber, row.Amount, row.Currency);
        }
    }

    private sealed class OrderRow
    {
        public string OrderNumber { get; init; } = "";

        public long Amount { get; init; }

        public string Currency { get; init; } = "";
    }
}

/// <param name="Amount">Minor units.</param>
public sealed record DebitedOrder(string OrderNumber, long Amount, string Currency);
