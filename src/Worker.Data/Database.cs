using System.Data.Common;
using System.Text.Json;

namespace Worker.Data;

/// <summary>
/// A database the worker keeps its book in: how to connect, how to write. The whole difference between databases is in
/// here and in the statements that need two files.
/// </summary>
public abstract class Database
{
    /// <summary>Rows that one statement carries at most.</summary>
    public const int BatchSize = 500;

    static Database() => ValueHandlers.Register();

    /// <summary>Prepares a database of one provider.</summary>
    protected Database(DatabaseProvider provider)
    {
        Provider = provider;
        Statements = new Statements(provider);
    }

    /// <summary>Which database it is.</summary>
    public DatabaseProvider Provider { get; }

    /// <summary>The SQL for it.</summary>
    public Statements Statements { get; }

    /// <summary>Where the data is, without a secret: for a log or a status page.</summary>
    public abstract string Location { get; }

    /// <summary>An open connection from the pool.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Runs one unit of work in one transaction: all of it or nothing. A unit that throws is rolled back. Writers wait for
    /// each other where the database lets only one write.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<DbTransaction, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(
            async transaction =>
            {
                await work(transaction);
                return true;
            },
            cancellationToken);

    /// <summary>Reads a business date from a column that has one.</summary>
    public abstract DateOnly ReadDate(DbDataReader reader, int column);

    /// <summary>Runs one read on a connection of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await OpenAsync(cancellationToken);
        return await work(connection);
    }

    /// <summary>The rows of a batch as the one JSON parameter that carries them.</summary>
    public static string Batch<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, BatchJson.Options);
}
