using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>
/// Texts out of JSON have the collation of the database, the columns of the schema one of their own. Where the two are compared,
/// the statement has to say which one holds: Azure SQL and contained databases refuse to choose (error 468).
/// </summary>
public sealed class JsonCollations : TSqlFragmentVisitor
{
    private readonly TSql script;
    private readonly HashSet<(string Alias, string Column)> texts;
    private readonly List<Finding> findings = [];

    private JsonCollations(TSql script, HashSet<(string Alias, string Column)> texts)
    {
        this.script = script;
        this.texts = texts;
    }

    public static IReadOnlyList<Finding> Check(TSql script)
    {
        var json = new JsonTexts();
        script.Tree.Accept(json);
        var check = new JsonCollations(script, json.Columns);
        script.Tree.Accept(check);
        return check.findings;
    }

    public override void Visit(BooleanComparisonExpression node)
    {
        Compare(node, node.FirstExpression, node.SecondExpression);
        Compare(node, node.SecondExpression, node.FirstExpression);
    }

    public override void Visit(InPredicate node)
    {
        if (node.Subquery?.QueryExpression is QuerySpecification { SelectElements: [SelectScalarExpression { Expression: ColumnReferenceExpression one }] } query
            && query.FromClause?.TableReferences is [OpenJsonTableReference json])
        {
            Compare(node, one, node.Expression, json.Alias?.Value ?? "");
        }
    }

    private void Compare(TSqlFragment place, ScalarExpression left, ScalarExpression right, string unqualified = "")
    {
        if (left is ColumnReferenceExpression { Collation: null } text
            && right is ColumnReferenceExpression { Collation: null } column
            && texts.Contains(Named(text, unqualified))
            && !texts.Contains(Named(column, unqualified)))
        {
            findings.Add(script.FindingAt(place, $"'{text.MultiPartIdentifier.Identifiers[^1].Value}' comes out of JSON: say with which collation it is compared"));
        }
    }

    private static (string Alias, string Column) Named(ColumnReferenceExpression column, string unqualified)
    {
        IList<Identifier> parts = column.MultiPartIdentifier.Identifiers;
        return (parts.Count > 1 ? parts[^2].Value : unqualified, parts[^1].Value);
    }

    private sealed class JsonTexts : TSqlFragmentVisitor
    {
        public HashSet<(string Alias, string Column)> Columns { get; } = [];

        public override void Visit(OpenJsonTableReference node)
        {
            foreach (ColumnDefinitionBase column in node.SchemaDeclarationItems.Select(item => item.ColumnDefinition))
            {
                if (column.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.VarChar or SqlDataTypeOption.NVarChar })
                {
                    Columns.Add((node.Alias?.Value ?? "", column.ColumnIdentifier.Value));
                }
            }
        }
    }
}
