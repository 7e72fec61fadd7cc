using Worker.Data;
using Worker.Data.Schema;
using Worker.Data.Sqlite;

namespace Worker.Testing.Databases;

/// <summary>A file, in a folder of its own if nobody made it.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    private static readonly Lazy<Task<byte[]>> Migrated = new(MigrateOnceAsync);
    private readonly TemporaryFolder? folder;

    public SqliteTestDatabase()
    {
        folder = new TemporaryFolder();
        ConnectionString = folder.File("worker.db");
    }

    /// <summary>A file in somebody else's folder, who removes it.</summary>
    public SqliteTestDatabase(string file) => ConnectionString = file;

    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;

    public override string ConnectionString { get; }

    public static async Task<SqliteTestDatabase> NewMigratedAsync()
    {
        var created = new SqliteTestDatabase();
        await WriteMigratedAsync(created.ConnectionString);
        return created;
    }

    public static async Task WriteMigratedAsync(string file) => await File.WriteAllBytesAsync(file, await Migrated.Value);

    public override Task<bool> ExistsAsync() => Task.FromResult(File.Exists(ConnectionString));

    protected override Database Connect() => new SqliteDatabase(ConnectionString);

    protected override Task DropAsync()
    {
        folder?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>A migrated database, made once: every test starts from a copy.</summary>
    private static async Task<byte[]> MigrateOnceAsync()
    {
        using var place = new TemporaryFolder();
        string file = place.File("template.db");
        using (var database = new SqliteDatabase(file))
        {
            await new Migrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None);
            await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>("pragma wal_checkpoint(truncate)"), CancellationToken.None);
        }

        return await File.ReadAllBytesAsync(file);
    }
}
