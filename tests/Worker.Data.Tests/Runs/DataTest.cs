using Dapper;
using Worker.Data.Migrations;
using Worker.Data.Sqlite;
using Worker.Testing;

namespace Worker.Data.Tests.Runs;

/// <summary>A migrated database in a file of its own.</summary>
public sealed class DataTest : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<SqliteDatabase> opened = [];

    private DataTest() => Database = Open();

    public static DateTimeOffset Now { get; } = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);

    public SqliteDatabase Database { get; }

    public static async Task<DataTest> StartAsync(bool isMigrated = true)
    {
        var test = new DataTest();
        if (isMigrated)
        {
            await new Migrator(test.Database, new FakeClock(Now)).MigrateAsync(CancellationToken.None);
        }

        return test;
    }

    /// <summary>The same file, opened as another process would.</summary>
    public SqliteDatabase Open()
    {
        var database = new SqliteDatabase(folder.File("worker.db"));
        opened.Add(database);
        return database;
    }

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) => Database.ReadAsync(
        async connection => (IReadOnlyList<T>)[.. await connection.QueryAsync<T>(sql, parameters)], CancellationToken.None);

    public Task<int> ExecuteAsync(string sql, object? parameters = null) => Database.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(sql, parameters, transaction), CancellationToken.None);

    public void Dispose()
    {
        opened.ForEach(database => database.Dispose());
        folder.Dispose();
    }
}
