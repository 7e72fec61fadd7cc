namespace Worker.Servicing.Operators;

/// <summary>Orders that are open and of which nobody has written down yet what became of them: they wait to be sent, or are out.</summary>
public interface IOpenOrders
{
    Task<int> CountAsync(OpenOrderFilter filter, CancellationToken cancellationToken);
}

/// <summary>Which open orders; what is null is any.</summary>
public sealed record OpenOrderFilter
{
    public string? Channel { get; init; }

    public string? CustomerReference { get; init; }

    public string? PlanReference { get; init; }

    public string? MethodReference { get; init; }

    public long? RunId { get; init; }
}
