using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging;
using Worker.Data.Import;

namespace Worker.Data.SqlServer;

/// <summary>
/// SQL Server 2019 and later, Azure SQL, and servers that speak their protocol. Writers work side by side under read
/// committed snapshot; what they must not do to each other is kept by keys, fences and state predicates.
/// </summary>
public sealed class SqlServerDatabase : Database, IDisposable
{
    private const int CommandTimeoutSeconds = 120;

    // "Cannot open database requested by the login": there is none of that name, or not for this login.
    private const int NoSuchDatabase = 4060;
    private static readonly TimeSpan ClaimTimeout = TimeSpan.FromMinutes(1);

    // A commit of a million rows waits for the log, and for a replica that is to have it too.
    private static readonly TimeSpan CommitTimeout = TimeSpan.FromMinutes(10);

    private readonly string connectionString;

    // A session that ends with its connection and takes its claim along, and that nothing opens anew in silence.
    private readonly string importConnectionString;
    private readonly SqlServerRetry retry;

    /// <exception cref="ArgumentException">The connection string is none.</exception>
    public SqlServerDatabase(string connectionString, ILogger<SqlServerDatabase> log)
        : base(DatabaseProvider.SqlServer)
    {
        var builder = new SqlConnectionStringBuilder(connectionString);
        if (!builder.ShouldSerialize("Application Name"))
        {
            builder.ApplicationName = "installment worker";
        }

        if (!builder.ShouldSerialize("Command Timeout"))
        {
            builder.CommandTimeout = CommandTimeoutSeconds;
        }

        if (!builder.ShouldSerialize("Pool Blocking Period"))
        {
            // Otherwise the pool answers for seconds with the failure of a moment ago, and trying again asks nobody.
            builder.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
        }

        Location = $"{builder.DataSource}/{builder.InitialCatalog}";
        this.connectionString = builder.ToString();
        builder.Pooling = false;
        builder.ConnectRetryCount = 0;
        importConnectionString = builder.ToString();
        retry = new SqlServerRetry(TimeProvider.System, log);
    }

    public override string Location { get; }

    public override async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using DatabaseSession session = await OpenAsync(cancellationToken);
            return true;
        }
        catch (SqlException failure) when (failure.Number == NoSuchDatabase)
        {
            return false;
        }
    }

    public override async Task<DatabaseSession> OpenAsync(CancellationToken cancellationToken)
    {
        SqlConnection connection = await retry.RunAsync(ConnectAsync, cancellationToken);
        return new DatabaseSession(connection, null, connection.CommandTimeout, cancellationToken);
    }

    public override DateOnly ReadDate(DbDataReader reader, int column) => DateOnly.FromDateTime(reader.GetDateTime(column));

    public override Task<T> ReadAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) => retry.RunAsync(
        async token =>
        {
            await using SqlConnection connection = await ConnectAsync(token);
            return await work(new DatabaseSession(connection, null, connection.CommandTimeout, token));
        },
        cancellationToken);

    public override Task<T> ReadSnapshotAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) =>
        retry.RunAsync(token => RunAsync(work, IsolationLevel.Snapshot, token), cancellationToken);

    public override Task<T> WriteAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) =>
        retry.RunAsync(token => RunAsync(work, IsolationLevel.ReadCommitted, token), cancellationToken);

    public override Task ImportAsync(Func<DatabaseSession, Task> stage, Func<DatabaseSession, Task> apply, CancellationToken cancellationToken) =>
        SqlServerRetry.OnceAsync(
            async token =>
            {
                await using SqlConnection connection = await ConnectAsync(importConnectionString, token);
                var session = new DatabaseSession(connection, null, connection.CommandTimeout, token);
                await ClaimAsync(session, "import");

                // Whoever was killed or lost the connection could not.
                await ClearAsync(connection, token);
                try
                {
                    await stage(session);
                    return await RunAsync(
                        connection,
                        async transaction =>
                        {
                            await apply(transaction);
                            return true;
                        },
                        IsolationLevel.ReadCommitted,
                        token);
                }
                finally
                {
                    await TryClearAsync(connection);
                }
            },
            cancellationToken);

    public override async Task ClaimAsync(DatabaseSession session, string resource)
    {
        int answer = await session.WithTimeout(2 * ClaimTimeout).ExecuteScalarAsync<int>(
            Statements["sql-server-database/claim"],
            new
            {
                Resource = $"installment-worker:{resource}",
                Owner = session.Transaction is null ? "Session" : "Transaction",
                TimeoutMilliseconds = (int)ClaimTimeout.TotalMilliseconds,
            });
        if (answer < 0)
        {
            throw new ClaimedElsewhereException(
                $"Somebody else has been busy with '{resource}' on {Location} for over {ClaimTimeout.TotalSeconds:0} s. Nothing was done: try again when they are through.");
        }
    }

    internal override Task LockFactsAsync(DatabaseSession transaction, string planIds) =>
        transaction.ExecuteAsync(Statements["sql-server-database/lock-facts"], new { Ids = planIds });

    public override Task<IReadOnlyList<string>> FindSetupFaultsAsync(CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<string>>(
        async connection => (await connection.QuerySingleAsync<RowVersioning>(Statements["sql-server-database/row-versioning"])).Faults(),
        cancellationToken);

    /// <summary>A bulk copy has a price of its own, whatever it carries: some ten megabytes at a time.</summary>
    internal override int StagingBatchSize => 20_000;

    internal override Task StageAsync<TRow>(DatabaseSession session, string file, IReadOnlyList<TRow> rows) =>
        BulkStaging.WriteAsync(session, file, rows);

    public void Dispose()
    {
        using var connection = new SqlConnection(connectionString);
        SqlConnection.ClearPool(connection);
    }

    private Task<SqlConnection> ConnectAsync(CancellationToken cancellationToken) => ConnectAsync(connectionString, cancellationToken);

    private static async Task<SqlConnection> ConnectAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<T> RunAsync<T>(Func<DatabaseSession, Task<T>> work, IsolationLevel isolation, CancellationToken cancellationToken)
    {
        await using SqlConnection connection = await ConnectAsync(cancellationToken);
        return await RunAsync(connection, work, isolation, cancellationToken);
    }

    private async Task<T> RunAsync<T>(
        SqlConnection connection, Func<DatabaseSession, Task<T>> work, IsolationLevel isolation, CancellationToken cancellationToken)
    {
        // Disposing rolls back what was not committed, and closing does so when even that fails.
        await using DbTransaction transaction = await connection.BeginTransactionAsync(isolation, cancellationToken);
        T result = await work(new DatabaseSession(connection, transaction, connection.CommandTimeout, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // The client's own commit waits no longer than a connection may take to open, and keeps a thread waiting. Whoever stops
            // now would not know what became of it: it has no token.
            await new DatabaseSession(connection, transaction, (int)CommitTimeout.TotalSeconds, CancellationToken.None)
                .ExecuteAsync(Statements["sql-server-database/commit"]);
        }
        catch (Exception lost) when (SqlServerFaults.Of(lost) is SqlServerFault.Connection or SqlServerFault.Timeout)
        {
            throw new OutcomeUnknownException(lost);
        }

        return result;
    }

    private Task ClearAsync(SqlConnection connection, CancellationToken cancellationToken) =>
        new DatabaseSession(connection, null, (int)ImportTransaction.Timeout.TotalSeconds, cancellationToken).ExecuteAsync(Statements["sql-server-database/clear-import"]);

    private async Task TryClearAsync(SqlConnection connection)
    {
        try
        {
            if (connection.State == ConnectionState.Open)
            {
                await ClearAsync(connection, CancellationToken.None);
            }
        }
        catch (SqlException)
        {
            // What became of the import has been decided; the next one clears.
        }
    }
}
