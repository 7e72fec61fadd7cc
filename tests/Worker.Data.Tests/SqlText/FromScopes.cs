using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>The sources of a <c>from</c>, each condition looked at with those in sight that its join has.</summary>
public sealed class FromScopes(NamedTables tables)
{
    /// <summary>The sources of a whole clause.</summary>
    /// <param name="from">The clause; null where there is none.</param>
    /// <param name="outer">What is around the query.</param>
    public IReadOnlyList<Source> SourcesOf(FromClause? from, Scope outer)
    {
        Source[] sources = [.. from?.TableReferences.SelectMany(reference => SourcesOf(reference, outer)) ?? []];
        foreach (IGrouping<string, Source> twice in sources.GroupBy(source => source.Name).Where(group => group.Count() > 1))
        {
            tables.Report(from!, $"'{twice.Key}' is read twice under one name");
        }

        return sources;
    }

    private IReadOnlyList<Source> SourcesOf(TableReference reference, Scope outer) => reference switch
    {
        NamedTableReference named => Of(named.Alias?.Value ?? named.SchemaObject.BaseIdentifier.Value, tables.ColumnsOf(named)),
        VariableTableReference variable => Of(variable.Alias?.Value ?? variable.Variable.Name, tables.Find(variable)?.ColumnNames),
        QueryDerivedTable derived => Of(derived, new QueryScopes(tables).ColumnsOf(derived.QueryExpression, outer)),
        InlineDerivedTable inline => Of(inline, Inline(inline, outer)),
        OpenJsonTableReference json => [Json(json, outer)],
        GlobalFunctionTableReference { Name.Value: "string_split" or "STRING_SPLIT" } split => [Split(split, outer)],
        JoinParenthesisTableReference parenthesis => SourcesOf(parenthesis.Join, outer),
        QualifiedJoin join => Joined(join, outer),
        UnqualifiedJoin join => Unqualified(join, outer),
        _ => Unknown(reference),
    };

    private static IReadOnlyList<Source> Of(string name, IReadOnlyList<string?>? columns) => [new Source(name, columns)];

    private IReadOnlyList<Source> Of(TableReferenceWithAliasAndColumns derived, IReadOnlyList<string?> columns)
    {
        if (derived.Columns.Count > 0 && derived.Columns.Count != columns.Count)
        {
            tables.Report(derived, $"{derived.Columns.Count} names for {columns.Count} columns");
        }

        return Of(derived.Alias.Value, derived.Columns.Count > 0 ? [.. derived.Columns.Select(column => column.Value)] : columns);
    }

    private IReadOnlyList<string?> Inline(InlineDerivedTable inline, Scope outer)
    {
        inline.RowValues.ToList().ForEach(row => row.Accept(new ExpressionScopes(tables, outer)));
        return new string?[inline.RowValues[0].ColumnValues.Count];
    }

    private Source Json(OpenJsonTableReference json, Scope outer)
    {
        json.Variable.Accept(new ExpressionScopes(tables, outer));
        string[] columns = [.. json.SchemaDeclarationItems.Select(item => item.ColumnDefinition.ColumnIdentifier.Value)];
        return new Source(json.Alias?.Value ?? "openjson", columns.Length > 0 ? columns : ["key", "value", "type"]);
    }

    private Source Split(GlobalFunctionTableReference split, Scope outer)
    {
        split.Parameters.ToList().ForEach(parameter => parameter.Accept(new ExpressionScopes(tables, outer)));
        return new Source(split.Alias?.Value ?? "string_split", ["value"]);
    }

    private IReadOnlyList<Source> Joined(QualifiedJoin join, Scope outer)
    {
        Source[] both = [.. SourcesOf(join.FirstTableReference, outer), .. SourcesOf(join.SecondTableReference, outer)];
        join.SearchCondition.Accept(new ExpressionScopes(tables, new Scope(both, outer)));
        return both;
    }

    // The right side of an apply sees the left one, that of a cross join does not.
    private IReadOnlyList<Source> Unqualified(UnqualifiedJoin join, Scope outer)
    {
        IReadOnlyList<Source> left = SourcesOf(join.FirstTableReference, outer);
        Scope right = join.UnqualifiedJoinType == UnqualifiedJoinType.CrossJoin ? outer : new Scope(left, outer);
        return [.. left, .. SourcesOf(join.SecondTableReference, right)];
    }

    private IReadOnlyList<Source> Unknown(TableReference reference)
    {
        tables.Report(reference, $"what columns {reference.GetType().Name} has is not known to this check");
        return [];
    }
}
