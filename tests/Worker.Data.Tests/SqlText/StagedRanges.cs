using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>
/// What is applied of an import is a range of what is staged: a statement over all of it may run into its time-out, and locks
/// whole tables instead of rows.
/// </summary>
public sealed class StagedRanges : TSqlFragmentVisitor
{
    private readonly TSql script;
    private readonly List<Finding> findings = [];

    private StagedRanges(TSql script) => this.script = script;

    public static IReadOnlyList<Finding> Check(TSql script)
    {
        var ranges = new StagedRanges(script);
        script.Tree.Accept(ranges);
        return ranges.findings;
    }

    public override void Visit(QuerySpecification node) => Check(node.FromClause, node.WhereClause);

    public override void Visit(UpdateSpecification node) => Check(node.FromClause, node.WhereClause);

    private void Check(FromClause? from, WhereClause? where)
    {
        var staged = new StagedTables();
        from?.Accept(staged);
        bool isRange = Conditions(where?.SearchCondition).OfType<BooleanTernaryExpression>().Any(condition =>
            condition.TernaryExpressionType == BooleanTernaryExpressionType.Between
            && Names(condition.SecondExpression, "@FromKey")
            && Names(condition.ThirdExpression, "@ToKey"));
        if (!isRange)
        {
            findings.AddRange(staged.Found.Select(table => script.FindingAt(table, "all that is staged is applied at once: between @FromKey and @ToKey")));
        }
    }

    private static IEnumerable<BooleanExpression?> Conditions(BooleanExpression? condition) =>
        condition is BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } both
            ? [.. Conditions(both.FirstExpression), .. Conditions(both.SecondExpression)]
            : [condition];

    private static bool Names(ScalarExpression value, string parameter) =>
        (value is CastCall cast ? cast.Parameter : value) is VariableReference variable && variable.Name == parameter;

    private sealed class StagedTables : TSqlFragmentVisitor
    {
        public List<NamedTableReference> Found { get; } = [];

        public override void Visit(NamedTableReference node)
        {
            if (node.SchemaObject.BaseIdentifier.Value.StartsWith("import_", StringComparison.Ordinal))
            {
                Found.Add(node);
            }
        }
    }
}
