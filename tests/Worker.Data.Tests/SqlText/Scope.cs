namespace Worker.Data.Tests.SqlText;

/// <summary>Rows that a statement reads from, under the name it gives them.</summary>
/// <param name="Name">What it calls them.</param>
/// <param name="Columns">The names of their columns, null for one that has none and can't be asked for; null where nothing is known of them.</param>
public sealed record Source(string Name, IReadOnlyList<string?>? Columns)
{
    public bool Has(string column) => Columns?.Contains(column) == true;
}

/// <summary>The sources that an expression sees: those of its own query, and those of the queries around it.</summary>
/// <param name="Sources">The query's own.</param>
/// <param name="Outer">What is around it.</param>
public sealed record Scope(IReadOnlyList<Source> Sources, Scope? Outer)
{
    public static Scope Empty { get; } = new([], null);

    /// <summary>What is wrong with asking for a column, null where nothing is.</summary>
    /// <param name="qualifier">The source that is named; null where the column stands alone.</param>
    /// <param name="column">The column.</param>
    public string? WhyNot(string? qualifier, string column)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (qualifier is not null)
            {
                if (scope.Sources.FirstOrDefault(source => source.Name == qualifier) is Source named)
                {
                    return named.Columns is null || named.Has(column) ? null : $"no column '{column}' in {qualifier}";
                }

                continue;
            }

            string[] having = [.. scope.Sources.Where(source => source.Has(column)).Select(source => source.Name)];
            if (having.Length > 0)
            {
                return having.Length == 1 ? null : $"column '{column}' is ambiguous: {string.Join(" and ", having)} have it";
            }

            // What is not there has been told.
            if (scope.Sources.Any(source => source.Columns is null))
            {
                return null;
            }
        }

        return qualifier is not null
            ? $"no table '{qualifier}' is read here"
            : $"no column '{column}' in {(VisibleNames() is { Length: > 0 } names ? names : "sight: nothing is read here")}";
    }

    private string VisibleNames()
    {
        var names = new List<string>();
        for (Scope? scope = this; scope is not null; scope = scope.Outer)
        {
            names.AddRange(scope.Sources.Select(source => source.Name));
        }

        return string.Join(", ", names);
    }
}
