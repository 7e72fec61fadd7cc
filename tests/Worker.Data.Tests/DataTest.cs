using Worker.Testing.Databases;

namespace Worker.Data.Tests;

/// <summary>A database of its own, with this build's schema unless a test wants none.</summary>
public sealed class DataTest : IAsyncDisposable
{
    private readonly TestDatabase database;

    private DataTest(TestDatabase database) => this.database = database;

    public static DateTimeOffset Now { get; } = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);

    public Database Database => database.Database;

    public static async Task<DataTest> StartAsync(bool isMigrated = true) =>
        new(isMigrated ? await TestDatabase.CreateAsync() : await TestDatabase.CreateEmptyAsync());

    /// <summary>The same database, opened as another process would.</summary>
    public Database Open() => database.Open();

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) => Database.ReadAsync(
        async connection => (IReadOnlyList<T>)[.. await connection.QueryAsync<T>(sql, parameters)], CancellationToken.None);

    public Task<int> ExecuteAsync(string sql, object? parameters = null) => Database.ExecuteAsync(sql, parameters);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
