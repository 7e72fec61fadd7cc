using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>
/// The tables as the schema scripts leave them. Names are compared exactly: the database may have a collation that does so.
/// </summary>
public sealed class SchemaTables
{
    /// <summary>What statements may ask of the catalogue.</summary>
    private static readonly SchemaTable[] Catalogue =
    [
        OfCatalogue("sys.tables", "name", "object_id", "schema_id"),
        OfCatalogue("sys.schemas", "name", "schema_id"),
        OfCatalogue("sys.databases", "name", "database_id", "is_read_committed_snapshot_on", "snapshot_isolation_state", "collation_name", "compatibility_level"),
        OfCatalogue("sys.dm_exec_sessions", "session_id", "database_id"),
        OfCatalogue("information_schema.tables", "table_schema", "table_name", "table_type"),
    ];

    private readonly Dictionary<string, SchemaTable> tables = Catalogue.ToDictionary(table => table.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>SQL Server's, as this build leaves it: what the migrator writes its own notes into, and every script.</summary>
    public static SchemaTables OfSqlServer { get; } = Of(
        [.. SqlFile.Statements.Where(file => file.Name == "migrator/create-table" && file.IsForSqlServer), .. SqlFile.SqlServerSchema]);

    public IEnumerable<SchemaTable> Own => tables.Values.Where(table => !table.Name.Contains('.', StringComparison.Ordinal));

    public static SchemaTables Of(params IEnumerable<SqlFile> scripts)
    {
        var schema = new SchemaTables();
        foreach (SqlFile script in scripts)
        {
            TSql.Parse(script).Tree.Accept(new Reader(schema));
        }

        return schema;
    }

    /// <summary>A table by its name, with or without <c>dbo</c>; null where there is none.</summary>
    public SchemaTable? Find(SchemaObjectName name)
    {
        string table = name.BaseIdentifier.Value;
        return name.SchemaIdentifier?.Value is null or "dbo"
            ? tables.GetValueOrDefault(table) is SchemaTable found && found.Name == table ? found : null
            : tables.GetValueOrDefault($"{name.SchemaIdentifier.Value}.{table}");
    }

    /// <summary>The columns of a definition in SQL.</summary>
    public static IEnumerable<SchemaColumn> Columns(TableDefinition definition) => definition.ColumnDefinitions.Select(column =>
    {
        bool isGiven = column.IdentityOptions is not null || column.ComputedColumnExpression is not null;
        bool isNullable = !column.Constraints.Any(one => one is NullableConstraintDefinition { Nullable: false } or UniqueConstraintDefinition { IsPrimaryKey: true });
        bool hasDefault = column.DefaultConstraint is not null || column.Constraints.Any(one => one is DefaultConstraintDefinition);
        bool? isUnicode = (column.DataType as SqlDataTypeReference)?.SqlDataTypeOption switch
        {
            SqlDataTypeOption.NVarChar or SqlDataTypeOption.NChar => true,
            SqlDataTypeOption.VarChar or SqlDataTypeOption.Char => false,
            _ => null,
        };
        return new SchemaColumn(column.ColumnIdentifier.Value, isGiven, isGiven || isNullable || hasDefault, isUnicode);
    });

    private static SchemaTable OfCatalogue(string name, params string[] columns) =>
        new(name, columns.Select(column => new SchemaColumn(column, IsGiven: true, MayBeLeftOut: true)));

    private sealed class Reader(SchemaTables schema) : TSqlFragmentVisitor
    {
        public override void Visit(CreateTableStatement node)
        {
            string name = node.SchemaObjectName.BaseIdentifier.Value;
            schema.tables[name] = new SchemaTable(name, Columns(node.Definition));
        }

        public override void Visit(AlterTableAddTableElementStatement node) =>
            schema.Find(node.SchemaObjectName)?.Columns.AddRange(Columns(node.Definition));

        public override void Visit(AlterTableDropTableElementStatement node)
        {
            foreach (AlterTableDropTableElement element in node.AlterTableDropTableElements.Where(one => one.TableElementType == TableElementType.Column))
            {
                schema.Find(node.SchemaObjectName)?.Columns.RemoveAll(column => column.Name == element.Name.Value);
            }
        }

        public override void Visit(DropTableStatement node)
        {
            foreach (SchemaObjectName name in node.Objects)
            {
                schema.tables.Remove(name.BaseIdentifier.Value);
            }
        }

        public override void Visit(CreateTriggerStatement node)
        {
            if (node.TriggerObject.Name is SchemaObjectName name && schema.Find(name) is SchemaTable table)
            {
                table.HasTriggers = true;
            }
        }
    }
}
