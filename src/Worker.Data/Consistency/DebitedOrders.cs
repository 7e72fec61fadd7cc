using System.Runtime.CompilerServices;
using Worker.Servicing.Consistency;

namespace Worker.Data.Consistency;

public sealed class DebitedOrders(Database database) : IDebitedOrders
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
