using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>The columns that rows are written into: named, there, writable, as many as values, and none forgotten that must have a value.</summary>
public static class InsertColumns
{
    public static void Check(NamedTables tables, SchemaTable target, InsertSpecification insert, int? values)
    {
        if (insert.Columns.Count == 0)
        {
            tables.Report(insert.Target, $"an insert names its columns: {target.Name} may have more one day");
            return;
        }

        Check(tables, target, insert.Columns, insert.Target, values);
    }

    /// <summary>The same for <c>output … into</c>, which may do without names where the table is the script's own.</summary>
    public static void Check(NamedTables tables, SchemaTable target, OutputIntoClause into, int values)
    {
        if (into.IntoTableColumns.Count > 0)
        {
            Check(tables, target, into.IntoTableColumns, into, values);
        }
        else if (values != target.Columns.Count)
        {
            tables.Report(into, $"{values} values for {target.Columns.Count} columns");
        }
    }

    private static void Check(
        NamedTables tables, SchemaTable target, IEnumerable<ColumnReferenceExpression> columns, TSqlFragment place, int? values)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (ColumnReferenceExpression column in columns)
        {
            string name = column.MultiPartIdentifier.Identifiers[^1].Value;
            string? wrong = target.Find(name) switch
            {
                null => $"no column '{name}' in {target.Name}",
                { IsGiven: true } => $"column '{name}' can't be written",
                _ => named.Add(name) ? null : $"column '{name}' is named twice",
            };
            if (wrong is not null)
            {
                tables.Report(column, wrong);
            }
        }

        if (values is int count && count != columns.Count())
        {
            tables.Report(place, $"{count} values for {columns.Count()} columns");
        }

        foreach (SchemaColumn column in target.Columns.Where(column => !column.MayBeLeftOut && !named.Contains(column.Name)))
        {
            tables.Report(place, $"column '{column.Name}' of {target.Name} must have a value and is left out");
        }
    }
}
