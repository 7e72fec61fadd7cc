using System.Globalization;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging.Abstractions;

namespace Worker.Data.SqlServer;

/// <summary>Creates and drops temporary databases on a server, of demos and tests. Drops only one that it is given by name.</summary>
public sealed class SqlServerCatalog(string connectionString)
{
    private const string Stamp = "yyyyMMddHHmmss";
    private readonly Statements statements = new(DatabaseProvider.SqlServer);
    private readonly SqlServerRetry retry = new(TimeProvider.System, NullLogger.Instance);

    /// <summary>A unique name that says when it was given: <c>worker_demo_20261121093000_7d3f…</c>.</summary>
    public static string NewName(string prefix, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{now.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}_{Guid.NewGuid():N}");

    public string For(string name) => new SqlConnectionStringBuilder(connectionString) { InitialCatalog = name }.ToString();

    /// <exception cref="System.Data.Common.DbException">The server refuses: no right, no room, or the name is taken.</exception>
    public async Task CreateAsync(string name, CancellationToken cancellationToken)
    {
        await ExecuteAsync("sql-server-catalog/create", name, cancellationToken);
        await ExecuteAsync("sql-server-catalog/use-row-versions", name, cancellationToken);
    }

    /// <exception cref="System.Data.Common.DbException">The server refuses.</exception>
    public async Task DropAsync(string name, CancellationToken cancellationToken)
    {
        await using (var pooled = new SqlConnection(For(name)))
        {
            SqlConnection.ClearPool(pooled);
        }

        await ExecuteAsync("sql-server-catalog/drop", name, cancellationToken);
    }

    public async Task DropOlderAsync(string prefix, DateTimeOffset before)
    {
        await using DatabaseSession connection = await ConnectAsync(CancellationToken.None);
        foreach (string name in await connection.QueryAsync<string>(statements["sql-server-catalog/names"]))
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)
                && name.Length > prefix.Length + Stamp.Length
                && DateTimeOffset.TryParseExact(
                    name.AsSpan(prefix.Length, Stamp.Length), Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset made)
                && made < before)
            {
                await DropAsync(name, CancellationToken.None);
            }
        }
    }

    /// <summary>Tries again: connections that were closed by force do not end at once, and others create and drop databases meanwhile.</summary>
    private Task ExecuteAsync(string statement, string name, CancellationToken cancellationToken) => retry.RunAsync(
        async token =>
        {
            await using DatabaseSession connection = await ConnectAsync(token);
            return await connection.ExecuteAsync(statements[statement], new { Name = name });
        },
        cancellationToken);

    private async Task<DatabaseSession> ConnectAsync(CancellationToken cancellationToken)
    {
        // Once in a while, and never again: such a connection is not kept.
        var connection = new SqlConnection(new SqlConnectionStringBuilder(For("master")) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        return new DatabaseSession(connection, null, connection.CommandTimeout, cancellationToken);
    }
}
