using Dapper;
using Microsoft.Data.SqlClient;
using Worker.Data.SqlServer;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.SqlServer;

public sealed class SqlServerCatalogTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 30, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_name_tells_its_prefix_and_when_it_was_given_and_is_given_once()
    {
        string name = SqlServerCatalog.NewName("worker_demo_", Now);

        Assert.Matches("^worker_demo_20261121013000_[0-9a-f]{32}$", name);
        Assert.NotEqual(name, SqlServerCatalog.NewName("worker_demo_", Now));
        Assert.InRange(name.Length, 1, 63); // SQL Server takes 128 characters, PostgreSQL behind Babelfish 63.
    }

    [Fact]
    public void A_connection_string_for_a_database_differs_in_the_database_alone()
    {
        var catalog = new SqlServerCatalog("Server=db.example,1434;Database=other;User ID=worker;Password=s;Trust Server Certificate=true");

        var made = new SqlConnectionStringBuilder(catalog.For("worker_demo"));

        Assert.Equal(("db.example,1434", "worker_demo", "worker", "s"), (made.DataSource, made.InitialCatalog, made.UserID, made.Password));
        Assert.True(made.TrustServerCertificate);
    }

    [DatabaseFact(Only = DatabaseProvider.SqlServer)]
    public async Task A_database_is_made_can_be_used_and_is_dropped_while_somebody_is_connected()
    {
        await using TestDatabase place = await TestDatabase.CreateEmptyAsync();
        var catalog = new SqlServerCatalog(place.ConnectionString);
        string name = SqlServerCatalog.NewName("worker_catalog_", Now);

        await catalog.CreateAsync(name, CancellationToken.None);
        await using (var connection = new SqlConnection(catalog.For(name)))
        {
            await connection.OpenAsync();
            Assert.Equal(name, await connection.ExecuteScalarAsync<string>("select db_name()"));
            await catalog.DropAsync(name, CancellationToken.None);
        }

        Assert.DoesNotContain(name, await NamesAsync(place));
        await catalog.DropAsync(name, CancellationToken.None);
    }

    [DatabaseFact(Only = DatabaseProvider.SqlServer)]
    public async Task Old_databases_of_a_prefix_are_dropped_and_no_others()
    {
        await using TestDatabase place = await TestDatabase.CreateEmptyAsync();
        var catalog = new SqlServerCatalog(place.ConnectionString);
        string prefix = $"wc{Guid.NewGuid():N}"[..12] + "_";
        string old = $"{prefix}20261120092959_x";
        string[] kept = [$"{prefix}20261120093000_x", $"{prefix}undated_x", $"x{old}"];
        foreach (string name in kept.Append(old))
        {
            await catalog.CreateAsync(name, CancellationToken.None);
        }

        await catalog.DropOlderAsync(prefix, new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.Zero));

        Assert.Equal(kept.Order(StringComparer.Ordinal), (await NamesAsync(place)).Where(name => name.Contains(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        foreach (string name in kept)
        {
            await catalog.DropAsync(name, CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(TestDatabase place) =>
        await place.Database.ReadAsync(
            async connection => (await connection.QueryAsync<string>("select name from sys.databases")).ToList(), CancellationToken.None);
}
