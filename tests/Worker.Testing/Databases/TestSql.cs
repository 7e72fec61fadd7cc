using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Worker.Data;

namespace Worker.Testing.Databases;

/// <summary>SQL of tests, in words that every database understands, and values that look the same from each.</summary>
public static partial class TestSql
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Executes a test's statements. Those that give rows their keys may do so.</summary>
    public static Task<int> ExecuteAsync(this Database database, string sql, object? parameters = null) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            database.Provider == DatabaseProvider.SqlServer ? AllowKeys(sql) : sql, parameters),
        CancellationToken.None);

    /// <summary>Inserts rows of plain values, many with each statement. A first column that is the table's own key may be given.</summary>
    /// <param name="database">Where.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="columns">The columns' names with commas between them.</param>
    /// <param name="rows">Numbers, texts, dates, instants and nulls, one for each column.</param>
    public static async Task InsertRowsAsync(this Database database, string table, string columns, IEnumerable<object?[]> rows)
    {
        foreach (object?[][] batch in rows.Chunk(Database.BatchSize))
        {
            await database.ExecuteAsync($"insert into {table} ({columns}) values\n{string.Join(",\n", batch.Select(row => $"({string.Join(", ", row.Select(Literal))})"))};");
        }
    }

    /// <summary>Executes what nobody can do to a book that has its triggers and its keys: those that would be in the way are dropped.</summary>
    public static async Task SpoilAsync(this Database database, string sql, object? parameters = null)
    {
        string guards = database.Provider == DatabaseProvider.SqlServer
            ? """
              select concat('drop trigger ', name, ';') from sys.triggers
              union all select concat('alter table ', object_name(parent_object_id), ' drop constraint ', name, ';') from sys.foreign_keys
              union all select concat('alter table ', object_name(parent_object_id), ' drop constraint ', name, ';') from sys.check_constraints
              """
            : "select 'pragma foreign_keys = off;' union all select concat('drop trigger ', name, ';') from sqlite_schema where type = 'trigger'";
        await database.ReadAsync(
            async connection =>
            {
                foreach (string drop in (await connection.QueryAsync<string>(guards)).ToList())
                {
                    await connection.ExecuteAsync(drop);
                }

                return await connection.ExecuteAsync(database.Provider == DatabaseProvider.SqlServer ? AllowKeys(sql) : sql, parameters);
            },
            CancellationToken.None);
    }

    /// <summary>Inserts a row that the database numbers, and gives the number.</summary>
    public static Task<long> InsertAsync(this Database database, string sql, object? parameters = null) => database.WriteAsync(
        transaction => transaction.ExecuteScalarAsync<long>(
            $"{sql}; select {(database.Provider == DatabaseProvider.SqlServer ? "scope_identity()" : "last_insert_rowid()")};", parameters),
        CancellationToken.None);

    /// <summary>Every table that somebody made, by name.</summary>
    public static Task<IReadOnlyList<string>> TablesAsync(this Database database) => database.RowsAsync(
        database.Provider == DatabaseProvider.SqlServer
            ? "select name from sys.tables order by name"
            : "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name");

    /// <summary>Gives a table another name, so that nobody finds it.</summary>
    public static Task RenameTableAsync(this Database database, string name, string newName) => database.ExecuteAsync(
        database.Provider == DatabaseProvider.SqlServer ? $"exec sp_rename '{name}', '{newName}', 'OBJECT'" : $"alter table {name} rename to {newName}");

    /// <summary>Whether the server is Babelfish, which speaks T-SQL and is not SQL Server: where it is at odds, a test says so and is skipped.</summary>
    public static Task<bool> IsBabelfishAsync(this Database database) => database.ReadAsync(
        async connection => database.Provider == DatabaseProvider.SqlServer
            && await connection.ExecuteScalarAsync<string>("select cast(serverproperty('BabelfishVersion') as nvarchar(100))") is not null,
        CancellationToken.None);

    /// <summary>Every row as its values with a bar between them: dates and instants as ISO text, flags as 0 and 1, nothing as a dash.</summary>
    public static Task<IReadOnlyList<string>> RowsAsync(this Database database, string sql, object? parameters = null) =>
        database.ReadAsync<IReadOnlyList<string>>(
            async connection =>
            {
                var rows = new List<string>();
                await connection.ReadRowsAsync(
                    sql, parameters, reader => rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader, column)))));
                return rows;
            },
            CancellationToken.None);

    private static string Literal(object? value) => value switch
    {
        null => "null",
        DateOnly date => $"'{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        DateTimeOffset instant => $"'{instant.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)}'",
        bool flag => flag ? "1" : "0",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        object number => Convert.ToString(number, CultureInfo.InvariantCulture)!,
    };

    private static string Text(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        DBNull => "-",
        bool flag => flag ? "1" : "0",
        DateTime time when reader.GetDataTypeName(column) == "date" => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString(Instant, CultureInfo.InvariantCulture),
        object value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>SQL Server numbers rows itself, and wants to be told when a statement does.</summary>
    private static string AllowKeys(string sql) => InsertWithKey().Replace(
        sql, insert => $"set identity_insert {insert.Groups["table"]} on; {insert.Value} set identity_insert {insert.Groups["table"]} off;");

    [GeneratedRegex(
        """
        insert\s+into\s+(
            (?<table>customer)\s*\(\s*customer_id | (?<table>payment_method)\s*\(\s*payment_method_id
            | (?<table>installment_plan)\s*\(\s*plan_id | (?<table>installment)\s*\(\s*installment_id
            | (?<table>ledger_entry)\s*\(\s*entry_id | (?<table>message)\s*\(\s*message_id | (?<table>account_hold)\s*\(\s*hold_id
            | (?<table>job_run)\s*\(\s*run_id | (?<table>run_error)\s*\(\s*run_error_id | (?<table>audit_entry)\s*\(\s*audit_id
        )\b[^;]*(;|$)
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex InsertWithKey();
}
