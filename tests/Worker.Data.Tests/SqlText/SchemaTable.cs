namespace Worker.Data.Tests.SqlText;

/// <summary>A column as the schema has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsGiven">The database gives its value: an identity, or computed. It can't be written.</param>
/// <param name="MayBeLeftOut">An insert need not name it.</param>
/// <param name="IsUnicode">Whether it holds texts of Unicode, or of one-byte characters; null where it holds no texts.</param>
public sealed record SchemaColumn(string Name, bool IsGiven, bool MayBeLeftOut, bool? IsUnicode = null);

/// <summary>A table, a view or a table variable.</summary>
public sealed class SchemaTable(string name, IEnumerable<SchemaColumn> columns)
{
    public string Name { get; } = name;

    public List<SchemaColumn> Columns { get; } = [.. columns];

    public bool HasTriggers { get; set; }

    public IReadOnlyList<string?> ColumnNames => [.. Columns.Select(column => column.Name)];

    public SchemaColumn? Find(string column) => Columns.Find(candidate => candidate.Name == column);
}
