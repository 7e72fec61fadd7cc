using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging.Abstractions;
using Worker.Data;
using Worker.Data.Migrations;
using Worker.Data.SqlServer;

namespace Worker.Testing.Databases;

/// <summary>A database on the tests' server, under a name that nobody else has. What a killed run left behind goes after a day.</summary>
internal sealed class SqlServerTestDatabase : TestDatabase
{
    private const string Prefix = "worker_test_";
    private static readonly Lazy<Task> Cleaned = new(() => new SqlServerCatalog(TestServer.ConnectionString!)
        .DropOlderAsync(Prefix, TimeProvider.System.GetUtcNow().AddDays(-1)));

    private readonly SqlServerCatalog catalog = new(TestServer.ConnectionString!);
    private readonly string name = SqlServerCatalog.NewName(Prefix, TimeProvider.System.GetUtcNow());

    public override DatabaseProvider Provider => DatabaseProvider.SqlServer;

    public override string ConnectionString => new SqlConnectionStringBuilder(TestServer.ConnectionString!) { InitialCatalog = name }.ToString();

    public static async Task<SqlServerTestDatabase> NewAsync()
    {
        await Cleaned.Value;
        var created = new SqlServerTestDatabase();
        await created.catalog.CreateAsync(created.name, CancellationToken.None);
        return created;
    }

    public static async Task<SqlServerTestDatabase> NewMigratedAsync()
    {
        SqlServerTestDatabase created = await NewAsync();
        await new Migrator(created.Database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        return created;
    }

    protected override Database Connect() => new SqlServerDatabase(ConnectionString, NullLogger<SqlServerDatabase>.Instance);

    protected override Task DropAsync() => catalog.DropAsync(name, CancellationToken.None);
}
