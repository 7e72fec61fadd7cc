namespace Worker.Servicing.Ledger;

/// <summary>Stores statuses that follow from the ledger, outside of any run.</summary>
public interface IStatusWriter
{
    Task WriteAsync(IReadOnlyList<StatusChange> changes, CancellationToken cancellationToken);
}
