using Worker.Configuration;
using Worker.Data;
using Worker.Data.SqlServer;

namespace Worker.Demo;

/// <summary>A demo's own database: a file in its folder, or on SQL Server a new one, dropped at the end. The configured database is never touched.</summary>
internal sealed class DemoDatabase : IAsyncDisposable
{
    private const string Prefix = "worker_demo_";
    private readonly Func<Task> drop;

    private DemoDatabase(DatabaseSettings settings, string location, Func<Task> drop)
    {
        Settings = settings;
        Location = location;
        this.drop = drop;
    }

    public DatabaseSettings Settings { get; }

    public string Location { get; }

    /// <exception cref="System.Data.Common.DbException">The server can't be reached, or its login may not create databases.</exception>
    public static async Task<DemoDatabase> CreateAsync(DatabaseSettings configured, bool keep, CancellationToken cancellationToken)
    {
        if (configured.Provider == DatabaseProvider.Sqlite)
        {
            return new DemoDatabase(configured, configured.ConnectionString, () => Task.CompletedTask);
        }

        var catalog = new SqlServerCatalog(configured.ConnectionString);
        string name = SqlServerCatalog.NewName(Prefix, TimeProvider.System.GetUtcNow());
        await catalog.CreateAsync(name, cancellationToken);
        return new DemoDatabase(
            configured with { ConnectionString = catalog.For(name) },
            name,
            () => keep ? Task.CompletedTask : catalog.DropAsync(name, CancellationToken.None));
    }

    public async ValueTask DisposeAsync() => await drop();
}
