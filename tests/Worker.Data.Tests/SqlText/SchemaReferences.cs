using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>The columns that constraints and indexes name.</summary>
public static class SchemaReferences
{
    public static void Check(NamedTables tables, SchemaObjectName name, TableDefinition definition)
    {
        if (tables.Find(name) is not SchemaTable table)
        {
            return;
        }

        IEnumerable<ConstraintDefinition> constraints =
            [.. definition.TableConstraints, .. definition.ColumnDefinitions.SelectMany(column => column.Constraints)];
        foreach (ConstraintDefinition constraint in constraints)
        {
            Check(tables, table, constraint);
        }
    }

    public static void Check(NamedTables tables, CreateIndexStatement index)
    {
        if (tables.Find(index.OnName) is SchemaTable table)
        {
            Look(tables, table, [.. index.Columns, .. index.IncludeColumns, index.FilterPredicate]);
        }
    }

    private static void Check(NamedTables tables, SchemaTable table, ConstraintDefinition constraint)
    {
        switch (constraint)
        {
            case UniqueConstraintDefinition unique:
                Look(tables, table, unique.Columns);
                break;
            case CheckConstraintDefinition check:
                Look(tables, table, [check.CheckCondition]);
                break;
            case ForeignKeyConstraintDefinition key:
                Look(tables, table, key.Columns);
                if (tables.Find(key.ReferenceTableName) is SchemaTable referred)
                {
                    Look(tables, referred, key.ReferencedTableColumns);
                }

                break;
        }
    }

    private static void Look(NamedTables tables, SchemaTable table, IEnumerable<TSqlFragment?> parts)
    {
        var scope = new Scope([new Source(table.Name, table.ColumnNames)], null);
        foreach (TSqlFragment? part in parts)
        {
            switch (part)
            {
                case Identifier identifier when table.Find(identifier.Value) is null:
                    tables.Report(identifier, $"no column '{identifier.Value}' in {table.Name}");
                    break;
                default:
                    part?.Accept(new ExpressionScopes(tables, scope));
                    break;
            }
        }
    }
}
