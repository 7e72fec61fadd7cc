using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging;

namespace Worker.Data.SqlServer;

/// <summary>
/// SQL Server 2019 and later, Azure SQL, and servers that speak their protocol. Writers work side by side under read
/// committed snapshot; what they must not do to each other is kept by keys, fences and state predicates.
/// </summary>
public sealed class SqlServerDatabase : Database, IDisposable
{
    private const int CommandTimeoutSeconds = 120;
    private static readonly TimeSpan ClaimTimeout = TimeSpan.FromMinutes(1);

    private readonly string connectionString;
    private readonly SqlServerRetry retry;

    /// <summary>A database on a server. Nothing is connected before it is used.</summary>
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
        retry = new SqlServerRetry(TimeProvider.System, log);
    }

    public override string Location { get; }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        await retry.RunAsync(ConnectAsync, cancellationToken);

    public override DateOnly ReadDate(DbDataReader reader, int column) => DateOnly.FromDateTime(reader.GetDateTime(column));

    public override Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) => retry.RunAsync(
        async token =>
        {
            await using SqlConnection connection = await ConnectAsync(token);
            return await work(connection);
        },
        cancellationToken);

    public override Task<T> ReadSnapshotAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        retry.RunAsync(token => RunAsync(work, IsolationLevel.Snapshot, token), cancellationToken);

    public override Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        retry.RunAsync(token => RunAsync(work, IsolationLevel.ReadCommitted, token), cancellationToken);

    public override Task WriteOnceAsync(Func<DbTransaction, Task> work, CancellationToken cancellationToken) => RunAsync(
        async transaction =>
        {
            await work(transaction);
            return true;
        },
        IsolationLevel.ReadCommitted,
        cancellationToken);

    public override async Task ClaimAsync(DbTransaction transaction, string resource)
    {
        int answer = await transaction.Connection!.ExecuteScalarAsync<int>(
            Statements["connection/claim"],
            new { Resource = $"installment-worker:{resource}", TimeoutMilliseconds = (int)ClaimTimeout.TotalMilliseconds },
            transaction,
            commandTimeout: 2 * (int)ClaimTimeout.TotalSeconds);
        if (answer < 0)
        {
            throw new ClaimedElsewhereException(
                $"Somebody else has been busy with '{resource}' on {Location} for over {ClaimTimeout.TotalSeconds:0} s. Nothing was done: try again when they are through.");
        }
    }

    internal override Task LockFactsAsync(DbTransaction transaction, string planIds) =>
        transaction.Connection!.ExecuteAsync(Statements["connection/lock-facts"], new { Ids = planIds }, transaction);

    public override Task<IReadOnlyList<string>> FindSetupFaultsAsync(CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<string>>(
        async connection => (await connection.QuerySingleAsync<RowVersioning>(Statements["doctor/row-versioning"])).Faults(),
        cancellationToken);

    internal override Task StageAsync<TRow>(DbTransaction transaction, string file, IReadOnlyList<TRow> rows) =>
        BulkStaging.WriteAsync((SqlTransaction)transaction, file, rows);

    /// <summary>Closes the connections that wait in the pool.</summary>
    public void Dispose()
    {
        using var connection = new SqlConnection(connectionString);
        SqlConnection.ClearPool(connection);
    }

    private async Task<SqlConnection> ConnectAsync(CancellationToken cancellationToken)
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

    private async Task<T> RunAsync<T>(Func<DbTransaction, Task<T>> work, IsolationLevel isolation, CancellationToken cancellationToken)
    {
        await using SqlConnection connection = await ConnectAsync(cancellationToken);

        // Disposing rolls back what was not committed, and closing does so when even that fails.
        await using DbTransaction transaction = await connection.BeginTransactionAsync(isolation, cancellationToken);
        T result = await work(transaction);
        try
        {
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception lost) when (SqlServerFaults.Of(lost) is SqlServerFault.Connection or SqlServerFault.Timeout)
        {
            throw new OutcomeUnknownException(lost);
        }

        return result;
    }
}
