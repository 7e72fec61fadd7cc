using Worker.Data.Sqlite;
using Worker.Testing;

namespace Worker.Data.Tests.SqlText;

/// <summary>A file of SQL, or one statement of it.</summary>
/// <param name="Path">The file's path from the root of the repository.</param>
/// <param name="Text">What it says; of one statement among several, every line where it is in the file.</param>
/// <param name="Key">What the file of such a statement would be called: <c>import-transaction/duplicate-plans.sql</c>.</param>
public sealed record SqlFile(string Path, string Text, string? Key = null)
{
    private const string Folder = "sql/statements/";
    private const string SqliteSuffix = ".sqlite.sql";
    private const string SqlServerSuffix = ".sqlserver.sql";

    /// <summary>The files that statements are in.</summary>
    public static IReadOnlyList<SqlFile> StatementFiles { get; } = Under(Folder);

    /// <summary>Every statement of both databases.</summary>
    public static IReadOnlyList<SqlFile> Statements { get; } = [.. StatementFiles.SelectMany(StatementsOf)];

    /// <summary>Every statement of SQLite, as it is run there.</summary>
    public static IReadOnlyList<SqlFile> OfSqlite { get; } = [.. Statements.Where(file => file.IsForSqlite).Select(file => file.ForSqlite())];

    /// <summary>What SQL Server's schema is made of, in the order it is run.</summary>
    public static IReadOnlyList<SqlFile> SqlServerSchema { get; } = Under("sql/sqlserver/schema/");

    /// <summary>Every file under <c>sql/sqlserver</c>: the schema, and what is run by hand.</summary>
    public static IReadOnlyList<SqlFile> SqlServerScripts { get; } = Under("sql/sqlserver/");

    /// <summary>As the code calls it: <c>auto-debit/partition</c>. Only statements have one.</summary>
    public string Name => (Key ?? Path[Folder.Length..]).Split('.')[0];

    public bool IsForSqlite => !Path.EndsWith(SqlServerSuffix, StringComparison.Ordinal);

    public bool IsForSqlServer => !Path.EndsWith(SqliteSuffix, StringComparison.Ordinal);

    public bool IsShared => IsForSqlite && IsForSqlServer;

    /// <summary>The same with the text that SQLite runs.</summary>
    public SqlFile ForSqlite() => IsShared ? this with { Text = SqliteDialect.Of(Text) } : this;

    public override string ToString() => Path;

    /// <summary>A finding at a place in the text.</summary>
    public Finding FindingAt(int offset, string message)
    {
        string before = Text[..offset];
        return new Finding(Path, before.Count(sign => sign == '\n') + 1, offset - before.LastIndexOf('\n'), message);
    }

    /// <summary>The statements of a file.</summary>
    public static IEnumerable<SqlFile> StatementsOf(SqlFile file) => Data.Statements.In(file.Path, file.Text).Select(one => new SqlFile(
        file.Path, new string('\n', file.Text[..one.Place.Start.Value].Count(sign => sign == '\n')) + file.Text[one.Place], one.Key));

    private static IReadOnlyList<SqlFile> Under(string folder) =>
        [.. RepositoryFile.Under(folder, ".sql").Select(path => new SqlFile(path, File.ReadAllText(RepositoryFile.Path(path))))];
}
