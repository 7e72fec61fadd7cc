namespace Worker.Servicing.Operators;

/// <summary>Reads how things stand, at a cost that lets a page refresh it every few seconds.</summary>
public interface IStatusReader
{
    /// <summary>Reads it. The lag of jobs is left open.</summary>
    Task<StatusReport> ReadAsync(StatusQuery query, CancellationToken cancellationToken);
}

/// <summary>As of when it is read.</summary>
/// <param name="OldestDueOn">Installments that fell due before this have had their last attempt.</param>
public sealed record StatusQuery(DateTimeOffset Now, DateOnly BusinessDate, DateOnly OldestDueOn);
