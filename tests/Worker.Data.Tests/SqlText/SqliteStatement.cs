using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Worker.Data.Tests.SqlText;

/// <summary>A statement as SQLite understands it against this build's schema: what it names and what it answers.</summary>
public sealed partial class SqliteStatement
{
    private SqliteStatement(SqlFile file) => File = file;

    public SqlFile File { get; }

    /// <summary>Why SQLite does not understand it.</summary>
    public List<Finding> Errors { get; } = [];

    /// <summary>The parameters it names, without their sign.</summary>
    public SortedSet<string> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>The column names of every result, in order; null for a column that was given no name.</summary>
    public List<IReadOnlyList<string?>> Results { get; } = [];

    public static SqliteStatement Prepare(SqlFile file, SqliteConnection connection)
    {
        var statement = new SqliteStatement(file);
        string rest = file.Text;
        while (rest.Trim().Length > 0)
        {
            int done = file.Text.Length - rest.Length;
            int answer = raw.sqlite3_prepare_v2(connection.Handle!, rest, out sqlite3_stmt prepared, out string tail);
            using (prepared)
            {
                if (answer != raw.SQLITE_OK)
                {
                    string message = raw.sqlite3_errmsg(connection.Handle!).utf8_to_string();
                    statement.Errors.Add(file.FindingAt(done + Math.Max(rest.IndexOf(Complaint(message), StringComparison.Ordinal), 0), message));
                    return statement;
                }

                // Nothing but a comment is left.
                if (!prepared.IsInvalid)
                {
                    statement.Read(prepared);
                }
            }

            rest = tail;
        }

        return statement;
    }

    /// <summary>The same, each with where it is first named.</summary>
    public IReadOnlyDictionary<string, Finding> PlacesOfParameters(Func<string, string> message) => Parameters.ToDictionary(
        name => name,
        name => File.FindingAt(SqlComments.Blank(File.Text).IndexOf($"@{name}", StringComparison.Ordinal), message(name)),
        StringComparer.Ordinal);

    private void Read(sqlite3_stmt prepared)
    {
        for (int place = 1; place <= raw.sqlite3_bind_parameter_count(prepared); place++)
        {
            Parameters.Add(raw.sqlite3_bind_parameter_name(prepared, place).utf8_to_string()[1..]);
        }

        string?[] columns = [.. Enumerable.Range(0, raw.sqlite3_column_count(prepared))
            .Select(place => raw.sqlite3_column_name(prepared, place).utf8_to_string())
            .Select(name => Given.IsMatch(name) ? name : null)];
        if (columns.Length > 0)
        {
            Results.Add(columns);
        }
    }

    /// <summary>What a message is about: <c>no such column: this.one</c>, <c>near "this": syntax error</c>.</summary>
    private static string Complaint(string message) =>
        message.Split('"') is [_, string quoted, _] ? quoted : message[(message.LastIndexOf(' ') + 1)..];

    /// <summary>SQLite calls a column without a name as its expression is written.</summary>
    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.None, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Given { get; }
}
