using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Worker.Data;

namespace Worker.Testing.Databases;

/// <summary>SQL of tests, in words that every database understands, and values that look the same from each.</summary>
public static partial class TestSql
{
    /// <summary>Executes a test's statements. Those that give rows their keys may do so.</summary>
    public static Task<int> ExecuteAsync(this Database database, string sql, object? parameters = null) => database.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(
            database.Provider == DatabaseProvider.SqlServer ? AllowKeys(sql) : sql, parameters, transaction),
        CancellationToken.None);

    /// <summary>Inserts a row that the database numbers, and gives the number.</summary>
    public static Task<long> InsertAsync(this Database database, string sql, object? parameters = null) => database.WriteAsync(
        transaction => transaction.Connection!.ExecuteScalarAsync<long>(
            $"{sql}; select {(database.Provider == DatabaseProvider.SqlServer ? "scope_identity()" : "last_insert_rowid()")};", parameters, transaction),
        CancellationToken.None);

    /// <summary>Every table that somebody made, by name.</summary>
    public static Task<IReadOnlyList<string>> TablesAsync(this Database database) => database.RowsAsync(
        database.Provider == DatabaseProvider.SqlServer
            ? "select name from sys.tables order by name"
            : "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name");

    /// <summary>Gives a table another name, so that nobody finds it.</summary>
    public static Task RenameTableAsync(this Database database, string name, string newName) => database.ExecuteAsync(
        database.Provider == DatabaseProvider.SqlServer ? $"exec sp_rename '{name}', '{newName}', 'OBJECT'" : $"alter table {name} rename to {newName}");

    /// <summary>Every row as its values with a bar between them: dates and instants as ISO text, flags as 0 and 1, nothing as a dash.</summary>
    public static Task<IReadOnlyList<string>> RowsAsync(this Database database, string sql, object? parameters = null) =>
        database.ReadAsync<IReadOnlyList<string>>(
            async connection =>
            {
                var rows = new List<string>();
                await using DbDataReader reader = await connection.ExecuteReaderAsync(sql, parameters);
                while (await reader.ReadAsync())
                {
                    rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader, column))));
                }

                return rows;
            },
            CancellationToken.None);

    private static string Text(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        DBNull => "-",
        bool flag => flag ? "1" : "0",
        DateTime time when reader.GetDataTypeName(column) == "date" => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        object value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>SQL Server numbers rows itself, and wants to be told when a statement does.</summary>
    private static string AllowKeys(string sql) => InsertWithKey().Replace(
        sql, insert => $"set identity_insert {insert.Groups["table"]} on; {insert.Value} set identity_insert {insert.Groups["table"]} off;");

    [GeneratedRegex(
        """insert\s+into\s+(?<table>\w+)\s*\(\s*(?<key>customer_id|payment_method_id|plan_id|installment_id|entry_id|run_id|message_id|hold_id|audit_id|run_error_id)\b[^;]*(;|$)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex InsertWithKey();
}
