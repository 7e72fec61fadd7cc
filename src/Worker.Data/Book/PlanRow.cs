namespace Worker.Data.Book;

/// <summary>The head of a plan as it stands in the database.</summary>
internal sealed class PlanRow
{
    public long PlanId { get; init; }

    public string PlanReference { get; init; } = "";

    public long CustomerId { get; init; }

    public string Product { get; init; } = "";

    public string Currency { get; init; } = "";
}
