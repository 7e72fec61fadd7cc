using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>Looks up every column that an expression names, and goes into the queries inside it.</summary>
public sealed class ExpressionScopes(NamedTables tables, Scope scope) : TSqlFragmentVisitor
{
    // Their first argument is a word, which the parser takes for a column.
    private static readonly string[] DateFunctions =
        ["dateadd", "datediff", "datediff_big", "datename", "datepart", "datetrunc", "date_bucket"];

    /// <summary>Columns of a result that an <c>order by</c> may name besides.</summary>
    public IReadOnlyList<string?> Aliases { get; init; } = [];

    public override void ExplicitVisit(ColumnReferenceExpression node)
    {
        if (node.ColumnType != ColumnType.Regular)
        {
            return;
        }

        IList<Identifier> parts = node.MultiPartIdentifier.Identifiers;
        string column = parts[^1].Value;
        if (parts.Count == 1 && Aliases.Contains(column))
        {
            return;
        }

        string? wrong = parts.Count <= 2
            ? scope.WhyNot(parts.Count == 2 ? parts[0].Value : null, column)
            : $"'{string.Join('.', parts.Select(part => part.Value))}' has too many parts: name the table's alias";
        if (wrong is not null)
        {
            tables.Report(node, wrong);
        }
    }

    public override void ExplicitVisit(ScalarSubquery node) => new QueryScopes(tables).ColumnsOf(node.QueryExpression, scope);

    public override void ExplicitVisit(FunctionCall node)
    {
        if (!DateFunctions.Contains(node.FunctionName.Value, StringComparer.OrdinalIgnoreCase))
        {
            base.ExplicitVisit(node);
            return;
        }

        foreach (ScalarExpression argument in node.Parameters.Skip(1))
        {
            argument.Accept(this);
        }
    }
}
