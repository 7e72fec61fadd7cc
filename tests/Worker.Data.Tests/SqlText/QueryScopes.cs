using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>Looks at a query in its surroundings, and tells the names of its columns: null for a column that has none.</summary>
public sealed class QueryScopes(NamedTables tables)
{
    public IReadOnlyList<string?> ColumnsOf(QueryExpression query, Scope outer) => query switch
    {
        QuerySpecification one => Specification(one, outer),
        QueryParenthesisExpression parenthesis => ColumnsOf(parenthesis.QueryExpression, outer),
        BinaryQueryExpression both => Binary(both, outer),
        _ => throw new NotSupportedException(query.GetType().Name),
    };

    /// <summary>Makes the common table expressions of a statement known, each seeing those before it, and itself once it has begun.</summary>
    public void Introduce(WithCtesAndXmlNamespaces? with)
    {
        tables.Expressions.Clear();
        foreach (CommonTableExpression expression in with?.CommonTableExpressions ?? [])
        {
            string name = expression.ExpressionName.Value;
            string[] names = [.. expression.Columns.Select(column => column.Value)];
            if (expression.QueryExpression is BinaryQueryExpression recursive)
            {
                // What is wrong in the first part is found when the whole is looked at.
                int known = tables.Findings.Count;
                tables.Expressions[name] = names.Length > 0 ? names : ColumnsOf(recursive.FirstQueryExpression, Scope.Empty);
                tables.Findings.RemoveRange(known, tables.Findings.Count - known);
            }

            IReadOnlyList<string?> columns = ColumnsOf(expression.QueryExpression, Scope.Empty);
            if (names.Length > 0 && names.Length != columns.Count)
            {
                tables.Report(expression, $"{names.Length} names for {columns.Count} columns");
            }

            tables.Expressions[name] = names.Length > 0 ? names : columns;
        }
    }

    /// <summary>The names of a select list, after looking at its expressions.</summary>
    public IReadOnlyList<string?> Selected(IEnumerable<SelectElement> elements, Scope scope) =>
        [.. elements.SelectMany(element => Selected(element, scope))];

    private IReadOnlyList<string?> Specification(QuerySpecification query, Scope outer)
    {
        var scope = new Scope(new FromScopes(tables).SourcesOf(query.FromClause, outer), outer);
        IReadOnlyList<string?> columns = Selected(query.SelectElements, scope);
        Look(scope, query.WhereClause, query.GroupByClause, query.HavingClause, query.TopRowFilter, query.OffsetClause);
        query.OrderByClause?.Accept(new ExpressionScopes(tables, scope) { Aliases = columns });
        return columns;
    }

    private IReadOnlyList<string?> Binary(BinaryQueryExpression query, Scope outer)
    {
        IReadOnlyList<string?> first = ColumnsOf(query.FirstQueryExpression, outer);
        IReadOnlyList<string?> second = ColumnsOf(query.SecondQueryExpression, outer);
        if (first.Count != second.Count)
        {
            tables.Report(query.SecondQueryExpression, $"{second.Count} columns are put below {first.Count}");
        }

        query.OrderByClause?.Accept(new ExpressionScopes(tables, new Scope([new Source("the result", first)], null)));
        Look(Scope.Empty, query.OffsetClause);
        return first;
    }

    private IReadOnlyList<string?> Selected(SelectElement element, Scope scope)
    {
        switch (element)
        {
            case SelectStarExpression star:
                Source[] meant = [.. scope.Sources.Where(source => star.Qualifier is null || source.Name == star.Qualifier.Identifiers[^1].Value)];
                if (meant.Length == 0)
                {
                    tables.Report(star, "no table for the star");
                }

                return [.. meant.SelectMany(source => source.Columns ?? [])];
            case SelectScalarExpression scalar:
                Look(scope, scalar.Expression);
                return [scalar.ColumnName?.Value ?? (scalar.Expression as ColumnReferenceExpression)?.MultiPartIdentifier?.Identifiers[^1].Value];
            case SelectSetVariable variable:
                Look(scope, variable.Expression);
                return [];
            default:
                throw new NotSupportedException(element.GetType().Name);
        }
    }

    private void Look(Scope scope, params IEnumerable<TSqlFragment?> parts)
    {
        foreach (TSqlFragment? part in parts)
        {
            part?.Accept(new ExpressionScopes(tables, scope));
        }
    }
}
