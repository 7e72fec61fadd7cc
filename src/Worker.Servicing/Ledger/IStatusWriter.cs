namespace Worker.Servicing.Ledger;

/// <summary>Stores statuses that follow from the ledger, outside of any run.</summary>
public interface IStatusWriter
{
    /// <summary>Writes them, whole or not at all.</summary>
    Task WriteAsync(IReadOnlyList<StatusChange> changes, CancellationToken cancellationToken);
}
