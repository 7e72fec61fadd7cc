namespace Worker.Servicing.Ledger;

/// <summary>What the ledger says was debited, to be laid beside what a channel says.</summary>
public interface IDebitedOrders
{
    /// <summary>Every payment that came from a debit, by order number; streamed.</summary>
    IAsyncEnumerable<DebitedOrder> ReadAsync(CancellationToken cancellationToken);
}

/// <param name="OrderNumber">Its order number.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO code.</param>
public sealed record DebitedOrder(string OrderNumber, long Amount, string Currency);
