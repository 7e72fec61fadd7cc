using Microsoft.Extensions.Time.Testing;
using Worker.Testing.Databases;

namespace Worker.Data.Tests;

/// <summary>A database of its own for one test, with this build's schema, gone afterwards.</summary>
public sealed class MigratedDatabase : IAsyncDisposable
{
    private readonly TestDatabase database;

    private MigratedDatabase(TestDatabase database) => this.database = database;

    public Database Database => database.Database;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero));

    public static async Task<MigratedDatabase> CreateAsync() => new(await TestDatabase.CreateAsync());

    public Task ExecuteAsync(string sql, object? parameters = null) => Database.ExecuteAsync(sql, parameters);

    public Task<T> ScalarAsync<T>(string sql, object? parameters = null) =>
        Database.ReadAsync(async connection => (await connection.ExecuteScalarAsync<T>(sql, parameters))!, CancellationToken.None);

    /// <summary>Every row as its values with a bar between them.</summary>
    public Task<IReadOnlyList<string>> RowsAsync(string sql, object? parameters = null) => Database.RowsAsync(sql, parameters);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
