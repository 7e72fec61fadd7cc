using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging.Abstractions;
using Worker.Data;
using Worker.Data.Schema;
using Worker.Data.SqlServer;

namespace Worker.Testing.Databases;

/// <summary>A database on the tests' server, under a name that nobody else has. What a killed run left behind goes after a day.</summary>
/// <param name="name">A name that was given already.</param>
internal sealed class SqlServerTestDatabase(string name) : TestDatabase
{
    private const string Prefix = "worker_test_";
    private static readonly Lazy<Task> Cleaned = new(() => new SqlServerCatalog(TestServer.ConnectionString)
        .DropOlderAsync(Prefix, TimeProvider.System.GetUtcNow().AddDays(-1)));

    private readonly SqlServerCatalog catalog = new(TestServer.ConnectionString);

    public override DatabaseProvider Provider => DatabaseProvider.SqlServer;

    public override string ConnectionString => new SqlConnectionStringBuilder(TestServer.ConnectionString) { InitialCatalog = name }.ToString();

    public static async Task<SqlServerTestDatabase> NewAsync()
    {
        await Cleaned.Value;
        string name = SqlServerCatalog.NewName(Prefix, TimeProvider.System.GetUtcNow());
        await new SqlServerCatalog(TestServer.ConnectionString).CreateAsync(name, CancellationToken.None);
        return new SqlServerTestDatabase(name);
    }

    public static async Task<SqlServerTestDatabase> NewMigratedAsync()
    {
        SqlServerTestDatabase created = await NewAsync();
        await new Migrator(created.Database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        return created;
    }

    public override async Task<bool> ExistsAsync()
    {
        await using var connection = new SqlConnection(catalog.For("master"));
        return await connection.ExecuteScalarAsync<int>("select count(*) from sys.databases where name = @name", new { name }) > 0;
    }

    protected override Database Connect() => new SqlServerDatabase(ConnectionString, NullLogger<SqlServerDatabase>.Instance);

    protected override async Task DropAsync()
    {
        try
        {
            if (await ExistsAsync())
            {
                await catalog.DropAsync(name, CancellationToken.None);
            }
        }
        catch (SqlException)
        {
            // Somebody is still busy in it, a killed worker perhaps. It goes with the next day's leftovers, and the test's own failure is told.
        }
    }
}
