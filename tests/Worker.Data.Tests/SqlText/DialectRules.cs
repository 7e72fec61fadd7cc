using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>
/// What SQL Server 2019 and later, Azure SQL and servers that speak their protocol all understand, and nothing that
/// correctness must not rest on.
/// </summary>
public sealed class DialectRules : TSqlFragmentVisitor
{
    private readonly TSql script;
    private readonly SchemaTables schema;
    private readonly HashSet<string> expressions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Finding> findings = [];

    private DialectRules(TSql script, SchemaTables schema)
    {
        this.script = script;
        this.schema = schema;
    }

    public static IReadOnlyList<Finding> Check(TSql script, SchemaTables schema)
    {
        var rules = new DialectRules(script, schema);
        script.Tree.Accept(rules);
        return rules.findings;
    }

    public override void Visit(MergeStatement node) => Report(node, "no merge: it is not safe under concurrency, and not every server has it");

    public override void Visit(CreateOrAlterProcedureStatement node) => ReportCreateOrAlter(node);

    public override void Visit(CreateOrAlterFunctionStatement node) => ReportCreateOrAlter(node);

    public override void Visit(CreateOrAlterTriggerStatement node) => ReportCreateOrAlter(node);

    public override void Visit(CreateOrAlterViewStatement node) => ReportCreateOrAlter(node);

    public override void Visit(TableHint node)
    {
        if (node.HintKind != TableHintKind.UpdLock)
        {
            Report(node, "no table hint but updlock: keys, fences and state predicates keep writers apart");
        }
    }

    public override void Visit(CommonTableExpression node) => expressions.Add(node.ExpressionName.Value);

    public override void Visit(AssignmentSetClause node)
    {
        if (node.AssignmentKind != AssignmentKind.Equals)
        {
            Report(node, "no compound assignment: write the column twice");
        }
    }

    public override void Visit(SelectSetVariable node)
    {
        var variables = new Variables();
        node.Expression.Accept(variables);
        if (node.AssignmentKind != AssignmentKind.Equals || variables.Names.Contains(node.Variable.Name))
        {
            Report(node, $"no sum over rows in '{node.Variable.Name}': use an aggregate");
        }
    }

    public override void Visit(OutputClause node)
    {
        foreach (SelectElement element in node.SelectColumns)
        {
            if (element is not SelectScalarExpression { ColumnName.Identifier.QuoteType: QuoteType.SquareBracket })
            {
                Report(element, "a column of output has an alias in brackets");
            }
        }
    }

    public override void Visit(TableDefinition node)
    {
        foreach (IndexDefinition index in node.Indexes.Concat(node.ColumnDefinitions.Where(column => column.Index is not null).Select(column => column.Index)))
        {
            Report(index, "no index inside of a table: create it by itself");
        }
    }

    public override void Visit(AlterTableAddTableElementStatement node)
    {
        if (node.Definition.ColumnDefinitions.Count + node.Definition.TableConstraints.Count > 1)
        {
            Report(node, "one addition to a table at a time");
        }
    }

    public override void Visit(InsertSpecification node) => CheckWritten(node);

    public override void Visit(UpdateSpecification node) => CheckWritten(node, node.WhereClause, node.FromClause);

    public override void Visit(DeleteSpecification node) => CheckWritten(node, node.WhereClause, node.FromClause);

    // An inner join says which rows as well as a condition does. Staging tables are emptied whole.
    private void CheckWritten(DataModificationSpecification node, WhereClause? where, FromClause? from)
    {
        CheckWritten(node);
        bool isChosen = where is not null || from?.TableReferences is [QualifiedJoin { QualifiedJoinType: QualifiedJoinType.Inner }];
        if (!isChosen && Target(node)?.StartsWith("import_", StringComparison.Ordinal) != true)
        {
            Report(node, "which rows is left open: there is no where");
        }
    }

    private void CheckWritten(DataModificationSpecification node)
    {
        if (Target(node) is string name && expressions.Contains(name))
        {
            Report(node.Target, $"'{name}' is a common table expression: write to the table");
        }

        if (node.OutputClause is not null && node.Target is NamedTableReference table && schema.Find(table.SchemaObject) is { HasTriggers: true })
        {
            Report(node.OutputClause, $"{table.SchemaObject.BaseIdentifier.Value} has triggers: its output goes into a table first");
        }
    }

    private static string? Target(DataModificationSpecification node) => (node.Target as NamedTableReference)?.SchemaObject.BaseIdentifier.Value;

    private void ReportCreateOrAlter(TSqlFragment node) => Report(node, "no create or alter: not every server has it");

    private void Report(TSqlFragment place, string message) => findings.Add(script.FindingAt(place, message));

    private sealed class Variables : TSqlFragmentVisitor
    {
        public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override void Visit(VariableReference node) => Names.Add(node.Name);
    }
}
