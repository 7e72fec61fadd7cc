namespace Worker.Servicing.Import;

/// <summary>A staged row that a check found wrong.</summary>
public sealed class ImportFinding
{
    /// <summary>The line its record starts on.</summary>
    public long Line { get; init; }

    public string ColumnName { get; init; } = "";

    /// <summary>What the check is about: a reference, or what the book has. Amounts are minor units.</summary>
    public string Value { get; init; } = "";

    /// <summary>What it is compared with, for checks that compare.</summary>
    public string? Other { get; init; }

    /// <summary>The currency when the values are amounts.</summary>
    public string? Currency { get; init; }
}
