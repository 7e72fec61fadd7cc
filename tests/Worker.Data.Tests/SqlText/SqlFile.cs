using Worker.Testing;

namespace Worker.Data.Tests.SqlText;

/// <summary>A file of SQL, with its path from the root of the repository.</summary>
public sealed record SqlFile(string Path, string Text)
{
    private const string Folder = "sql/statements/";
    private const string SqliteSuffix = ".sqlite.sql";
    private const string SqlServerSuffix = ".sqlserver.sql";

    /// <summary>Every statement of both databases.</summary>
    public static IReadOnlyList<SqlFile> Statements { get; } = Under(Folder);

    /// <summary>What SQL Server's schema is made of, in the order it is run.</summary>
    public static IReadOnlyList<SqlFile> SqlServerSchema { get; } = Under("sql/sqlserver/schema/");

    /// <summary>Every file under <c>sql/sqlserver</c>: the schema, and what is run by hand.</summary>
    public static IReadOnlyList<SqlFile> SqlServerScripts { get; } = Under("sql/sqlserver/");

    /// <summary>As the code calls it: <c>auto-debit/cut</c>. Only statements have one.</summary>
    public string Name => Path[Folder.Length..].Split('.')[0];

    public bool IsForSqlite => !Path.EndsWith(SqlServerSuffix, StringComparison.Ordinal);

    public bool IsForSqlServer => !Path.EndsWith(SqliteSuffix, StringComparison.Ordinal);

    public bool IsShared => IsForSqlite && IsForSqlServer;

    public override string ToString() => Path;

    /// <summary>A finding at a place in the text.</summary>
    public Finding FindingAt(int offset, string message)
    {
        string before = Text[..offset];
        return new Finding(Path, before.Count(sign => sign == '\n') + 1, offset - before.LastIndexOf('\n'), message);
    }

    private static IReadOnlyList<SqlFile> Under(string folder) =>
        [.. RepositoryFile.Under(folder, ".sql").Select(path => new SqlFile(path, File.ReadAllText(RepositoryFile.Path(path))))];
}
