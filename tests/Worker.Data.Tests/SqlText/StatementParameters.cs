using Microsoft.Data.Sqlite;

namespace Worker.Data.Tests.SqlText;

/// <summary>The parameters that a file names, in the eyes of every database that it is for.</summary>
public static class StatementParameters
{
    public static IReadOnlyDictionary<string, Finding> Of(SqlFile file, SqliteConnection connection)
    {
        var parameters = new Dictionary<string, Finding>(StringComparer.Ordinal);
        IEnumerable<KeyValuePair<string, Finding>> named =
        [
            .. file.IsForSqlServer ? TSql.Parse(file).Parameters(Message) : new Dictionary<string, Finding>(),
            .. file.IsForSqlite ? SqliteStatement.Prepare(file.ForSqlite(), connection).PlacesOfParameters(Message) : new Dictionary<string, Finding>(),
        ];
        foreach ((string name, Finding finding) in named)
        {
            parameters.TryAdd(name, finding);
        }

        return parameters;
    }

    private static string Message(string name) => $"'@{name}' is not passed by whoever runs it";
}
