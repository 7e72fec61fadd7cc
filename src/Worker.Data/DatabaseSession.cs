using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;

namespace Worker.Data;

/// <summary>
/// A connection, the transaction that its statements belong to, and what ends a statement: the caller's token and a time-out.
/// Every statement is sent through here, so that none can be sent without them.
/// </summary>
public sealed class DatabaseSession : IAsyncDisposable
{
    private readonly int timeoutSeconds;

    internal DatabaseSession(DbConnection connection, DbTransaction? transaction, int timeoutSeconds, CancellationToken cancellationToken)
    {
        Connection = connection;
        Transaction = transaction;
        this.timeoutSeconds = timeoutSeconds;
        CancellationToken = cancellationToken;
    }

    public DbConnection Connection { get; }

    internal DbTransaction? Transaction { get; }

    /// <summary>Cancels every statement; for code that waits for something other than a statement.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The same connection and transaction, for statements that may take longer than others.</summary>
    public DatabaseSession WithTimeout(TimeSpan timeout) => new(Connection, Transaction, (int)timeout.TotalSeconds, CancellationToken);

    public Task<int> ExecuteAsync(string sql, object? parameters = null) => Connection.ExecuteAsync(Command(sql, parameters));

    public Task<T?> ExecuteScalarAsync<T>(string sql, object? parameters = null) => Connection.ExecuteScalarAsync<T>(Command(sql, parameters));

    public Task<IEnumerable<T>> QueryAsync<T>(string sql, object? parameters = null) => Connection.QueryAsync<T>(Command(sql, parameters));

    public Task<T> QuerySingleAsync<T>(string sql, object? parameters = null) => Connection.QuerySingleAsync<T>(Command(sql, parameters));

    public Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object? parameters = null) =>
        Connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters));

    public Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? parameters = null) =>
        Connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>Reads rows as they come, for answers that are too large to be held. Nothing else can be sent until they are read.</summary>
    public ConfiguredCancelableAsyncEnumerable<T> QueryUnbufferedAsync<T>(string sql, object? parameters = null) =>
        Connection.QueryUnbufferedAsync<T>(sql, parameters, Transaction, timeoutSeconds).WithCancellation(CancellationToken);

    /// <summary>Reads rows by column position, where mapping by name would take too long.</summary>
    public async Task ReadRowsAsync(string sql, object? parameters, Action<DbDataReader> read)
    {
        await using DbDataReader reader = await Connection.ExecuteReaderAsync(Command(sql, parameters));
        while (await reader.ReadAsync(CancellationToken))
        {
            read(reader);
        }
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private CommandDefinition Command(string sql, object? parameters) =>
        new(sql, parameters, Transaction, timeoutSeconds, cancellationToken: CancellationToken);
}
