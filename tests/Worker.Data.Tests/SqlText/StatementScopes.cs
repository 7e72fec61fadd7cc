using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>
/// Looks up every table and column that a script names, where it names them, and tells what columns its results have.
/// </summary>
public sealed class StatementScopes : TSqlFragmentVisitor
{
    private readonly NamedTables tables;
    private readonly QueryScopes queries;
    private readonly FromScopes froms;

    private StatementScopes(TSql script, SchemaTables schema)
    {
        tables = new NamedTables(script, schema);
        queries = new QueryScopes(tables);
        froms = new FromScopes(tables);
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Finding> Findings => tables.Findings;

    /// <summary>The column names of every result that is sent to the caller, in order; null for a column without a name.</summary>
    public List<IReadOnlyList<string?>> Results { get; } = [];

    public static StatementScopes Of(TSql script, SchemaTables schema)
    {
        var scopes = new StatementScopes(script, schema);
        script.Tree.Accept(scopes);
        return scopes;
    }

    public override void ExplicitVisit(SelectStatement node)
    {
        queries.Introduce(node.WithCtesAndXmlNamespaces);
        IReadOnlyList<string?> columns = queries.ColumnsOf(node.QueryExpression, Around);
        if (node.Into is SchemaObjectName into)
        {
            tables.Declare(into.BaseIdentifier.Value, columns.Select(column => new SchemaColumn(column ?? "", IsGiven: false, MayBeLeftOut: true)));
        }
        else if (columns.Count > 0)
        {
            Results.Add(columns);
        }
    }

    public override void ExplicitVisit(InsertStatement node)
    {
        queries.Introduce(node.WithCtesAndXmlNamespaces);
        InsertSpecification insert = node.InsertSpecification;
        SchemaTable? target = tables.Target(insert.Target);
        int? values = insert.InsertSource switch
        {
            SelectInsertSource select => queries.ColumnsOf(select.Select, Around).Count,
            ValuesInsertSource rows => Values(rows),
            _ => null,
        };
        if (target is not null)
        {
            InsertColumns.Check(tables, target, insert, values);
            Output(insert, [new Source("inserted", target.ColumnNames)]);
        }
    }

    public override void ExplicitVisit(UpdateStatement node)
    {
        queries.Introduce(node.WithCtesAndXmlNamespaces);
        UpdateSpecification update = node.UpdateSpecification;
        (SchemaTable? target, Scope scope) = Written(update.Target, update.FromClause);
        foreach (AssignmentSetClause assignment in update.SetClauses.OfType<AssignmentSetClause>())
        {
            assignment.NewValue.Accept(new ExpressionScopes(tables, scope));
            if (target is not null && assignment.Column is ColumnReferenceExpression column)
            {
                string name = column.MultiPartIdentifier.Identifiers[^1].Value;
                if (target.Find(name) is not { IsGiven: false })
                {
                    tables.Report(column, target.Find(name) is null ? $"no column '{name}' in {target.Name}" : $"column '{name}' can't be written");
                }
            }
        }

        update.WhereClause?.Accept(new ExpressionScopes(tables, scope));
        if (target is not null)
        {
            Output(update, [new Source("inserted", target.ColumnNames), new Source("deleted", target.ColumnNames), .. scope.Sources]);
        }
    }

    public override void ExplicitVisit(DeleteStatement node)
    {
        queries.Introduce(node.WithCtesAndXmlNamespaces);
        DeleteSpecification delete = node.DeleteSpecification;
        (SchemaTable? target, Scope scope) = Written(delete.Target, delete.FromClause);
        delete.WhereClause?.Accept(new ExpressionScopes(tables, scope));
        if (target is not null)
        {
            Output(delete, [new Source("deleted", target.ColumnNames), .. scope.Sources]);
        }
    }

    public override void ExplicitVisit(DeclareTableVariableStatement node) =>
        tables.Declare(node.Body.VariableName.Value, SchemaTables.Columns(node.Body.Definition));

    public override void ExplicitVisit(CreateTableStatement node)
    {
        if (node.SchemaObjectName.BaseIdentifier.Value.StartsWith('#'))
        {
            tables.Declare(node.SchemaObjectName.BaseIdentifier.Value, SchemaTables.Columns(node.Definition));
        }

        SchemaReferences.Check(tables, node.SchemaObjectName, node.Definition);
    }

    public override void ExplicitVisit(AlterTableAddTableElementStatement node) => SchemaReferences.Check(tables, node.SchemaObjectName, node.Definition);

    public override void ExplicitVisit(CreateIndexStatement node) => SchemaReferences.Check(tables, node);

    public override void ExplicitVisit(CreateTriggerStatement node)
    {
        if (node.TriggerObject.Name is SchemaObjectName name && tables.Find(name) is SchemaTable table)
        {
            tables.Declare("inserted", table.Columns);
            tables.Declare("deleted", table.Columns);
        }

        node.StatementList.Accept(this);
    }

    /// <summary>A procedure's arguments are its own business.</summary>
    public override void ExplicitVisit(ExecuteStatement node)
    {
    }

    public override void ExplicitVisit(ScalarSubquery node) => queries.ColumnsOf(node.QueryExpression, Around);

    private static Scope Around => Scope.Empty;

    private int Values(ValuesInsertSource rows)
    {
        rows.Accept(new ExpressionScopes(tables, Around));
        int[] counts = [.. rows.RowValues.Select(row => row.ColumnValues.Count).Distinct()];
        if (counts.Length > 1)
        {
            tables.Report(rows, "the rows have different numbers of values");
        }

        return counts.FirstOrDefault();
    }

    /// <summary>The table that is written, by its name or by its alias in the statement's <c>from</c>, and what is in sight.</summary>
    private (SchemaTable? Target, Scope Scope) Written(TableReference reference, FromClause? from)
    {
        if (from is null)
        {
            SchemaTable? alone = tables.Target(reference);
            return (alone, new Scope(alone is null ? [] : [new Source(alone.Name, alone.ColumnNames)], null));
        }

        var scope = new Scope(froms.SourcesOf(from, Around), null);
        var read = new ReadTables();
        from.Accept(read);
        string? name = (reference as NamedTableReference)?.SchemaObject.BaseIdentifier.Value;
        if (name is not null && read.ByName.TryGetValue(name, out TableReference? meant))
        {
            return (tables.Target(meant), scope);
        }

        tables.Report(reference, $"'{name}' is written, and is not among what is read from");
        return (null, scope);
    }

    private void Output(DataModificationSpecification written, IReadOnlyList<Source> sources)
    {
        if (written.OutputIntoClause is OutputIntoClause into)
        {
            int count = queries.Selected(into.SelectColumns, new Scope(sources, null)).Count;
            if (tables.Target(into.IntoTable) is SchemaTable target)
            {
                InsertColumns.Check(tables, target, into, count);
            }
        }

        if (written.OutputClause is OutputClause output)
        {
            Results.Add(queries.Selected(output.SelectColumns, new Scope(sources, null)));
        }
    }

    private sealed class ReadTables : TSqlFragmentVisitor
    {
        public Dictionary<string, TableReference> ByName { get; } = new(StringComparer.Ordinal);

        public override void Visit(NamedTableReference node) => ByName.TryAdd(node.Alias?.Value ?? node.SchemaObject.BaseIdentifier.Value, node);

        public override void Visit(VariableTableReference node) => ByName.TryAdd(node.Alias?.Value ?? node.Variable.Name, node);

        // What a subquery reads is not what the statement writes.
        public override void ExplicitVisit(QueryDerivedTable node)
        {
        }

        public override void ExplicitVisit(ScalarSubquery node)
        {
        }
    }
}
