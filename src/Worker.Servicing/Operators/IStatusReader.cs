namespace Worker.Servicing.Operators;

/// <summary>Reads how things stand, at a cost that lets a page refresh it every few seconds.</summary>
public interface IStatusReader
{
    Task<StatusReport> ReadAsync(StatusQuery query, CancellationToken cancellationToken);
}

/// <param name="Channels">Those that are configured.</param>
public sealed record StatusQuery(DateTimeOffset Now, DateOnly BusinessDate, DateOnly OldestDueOn, IReadOnlyList<string> Channels);
