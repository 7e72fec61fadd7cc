using Dapper;
using Worker.Data.Migrations;
using Worker.Data.Sqlite;
using Worker.Testing;

namespace Worker.Data.Tests;

/// <summary>A database of its own for one test, with this build's schema, gone afterwards.</summary>
public sealed class MigratedDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteDatabase database;

    private MigratedDatabase() => database = new SqliteDatabase(folder.File("worker.db"));

    public Database Database => database;

    public FakeClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero));

    public static async Task<MigratedDatabase> CreateAsync()
    {
        var created = new MigratedDatabase();
        await new Migrator(created.Database, created.Clock).MigrateAsync(CancellationToken.None);
        return created;
    }

    public Task ExecuteAsync(string sql, object? parameters = null) =>
        Database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(sql, parameters, transaction), CancellationToken.None);

    public Task<T> ScalarAsync<T>(string sql, object? parameters = null) =>
        Database.ReadAsync(async connection => (await connection.ExecuteScalarAsync<T>(sql, parameters))!, CancellationToken.None);

    /// <summary>Every row as its values with a bar between them.</summary>
    public Task<IReadOnlyList<string>> RowsAsync(string sql, object? parameters = null) => Database.ReadAsync<IReadOnlyList<string>>(
        async connection =>
        [
            .. (await connection.QueryAsync(sql, parameters))
                .Select(row => string.Join('|', ((IDictionary<string, object?>)row).Values.Select(value => value?.ToString() ?? "-"))),
        ],
        CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        database.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
