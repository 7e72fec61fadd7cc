using Worker.Servicing.Operators;

namespace Worker.Servicing.Reconciliation;

/// <summary>Single orders in the book.</summary>
public interface IOrderRecords
{
    /// <summary>What is known of an order; null when there is none of that number.</summary>
    Task<OrderRecord?> FindAsync(string orderNumber, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a lost order up and frees its installment, with the audit log, in one transaction: only as long as it stands as it was
    /// read and nobody may be asking about it or sending it again.
    /// </summary>
    /// <returns>Whether it was withdrawn; nothing was written where not.</returns>
    Task<bool> WithdrawAsync(OrderRecord order, OperatorNote note, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken);

    /// <summary>Writes to the audit log that somebody had an order settled.</summary>
    Task WriteAuditAsync(OperatorNote note, string orderNumber, string detail, DateTimeOffset now, CancellationToken cancellationToken);
}
