using Worker.Servicing.Operators;

namespace Worker.Servicing.Reconciliation;

/// <summary>Single orders in the book.</summary>
public interface IOrderRecords
{
    /// <summary>What is known of an order; null when there is none of that number.</summary>
    Task<OrderRecord?> FindAsync(string orderNumber, CancellationToken cancellationToken);

    /// <summary>Writes to the audit log that somebody had an order settled.</summary>
    Task WriteAuditAsync(OperatorNote note, string orderNumber, string detail, DateTimeOffset now, CancellationToken cancellationToken);
}
