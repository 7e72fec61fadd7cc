namespace Worker.Data.Tests.SqlText;

/// <summary>Compares the names of the columns that the two databases answer with: rows are read by them.</summary>
public static class ResultColumns
{
    public static IEnumerable<Finding> Compare(SqlFile sqlServer, IReadOnlyList<IReadOnlyList<string?>> there, SqlFile sqlite, IReadOnlyList<IReadOnlyList<string?>> here)
    {
        if (there.Count != here.Count)
        {
            yield return new Finding(sqlServer.Path, 1, 1, $"{there.Count} result(s), {here.Count} in {sqlite.Path}");
        }

        foreach ((IReadOnlyList<string?> left, IReadOnlyList<string?> right) in there.Zip(here).Where(pair => !pair.First.SequenceEqual(pair.Second)))
        {
            yield return new Finding(sqlServer.Path, 1, 1, $"answers ({Names(left)}), {sqlite.Path} answers ({Names(right)})");
        }
    }

    private static string Names(IEnumerable<string?> columns) => string.Join(", ", columns.Select(column => column ?? "?"));
}
