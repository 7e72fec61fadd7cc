namespace Worker.Servicing.Import;

public sealed class ImportFinding
{
    public long Line { get; init; }

    public string ColumnName { get; init; } = "";

    /// <summary>What the check is about: a reference, or what the book has. Amounts are minor units.</summary>
    public string Value { get; init; } = "";

    public string? Other { get; init; }

    public string? Currency { get; init; }
}
