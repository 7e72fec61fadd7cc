using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>What a name stands for in one script: a common table expression, a table variable, a temporary table, a table of the schema.</summary>
public sealed class NamedTables(TSql script, SchemaTables schema)
{
    private readonly Dictionary<string, SchemaTable> ownOfScript = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The common table expressions of the statement that is looked at.</summary>
    public Dictionary<string, IReadOnlyList<string?>> Expressions { get; } = new(StringComparer.Ordinal);

    public List<Finding> Findings { get; } = [];

    public void Report(TSqlFragment place, string message) => Findings.Add(script.FindingAt(place, message));

    /// <summary>Takes note of a table variable (<c>@one</c>) or a temporary table (<c>#one</c>).</summary>
    public void Declare(string name, IEnumerable<SchemaColumn> columns) => ownOfScript[name] = new SchemaTable(name, columns);

    /// <summary>The columns of what a query reads from; null, and a finding, where there is no such thing.</summary>
    public IReadOnlyList<string?>? ColumnsOf(NamedTableReference reference)
    {
        SchemaObjectName name = reference.SchemaObject;
        return name.SchemaIdentifier is null && Expressions.TryGetValue(name.BaseIdentifier.Value, out IReadOnlyList<string?>? columns)
            ? columns
            : Find(name)?.ColumnNames;
    }

    /// <summary>The table that is written to; null, and a finding, where there is none.</summary>
    public SchemaTable? Target(TableReference reference) => reference switch
    {
        NamedTableReference named => Find(named.SchemaObject),
        VariableTableReference variable => Find(variable),
        _ => null,
    };

    public SchemaTable? Find(VariableTableReference reference)
    {
        SchemaTable? found = ownOfScript.GetValueOrDefault(reference.Variable.Name);
        if (found is null)
        {
            Report(reference, $"no table variable '{reference.Variable.Name}'");
        }

        return found;
    }

    public SchemaTable? Find(SchemaObjectName name)
    {
        SchemaTable? found = ownOfScript.GetValueOrDefault(name.BaseIdentifier.Value) ?? schema.Find(name);
        if (found is null)
        {
            Report(name, $"no table '{string.Join('.', name.Identifiers.Select(part => part.Value))}'");
        }

        return found;
    }
}
