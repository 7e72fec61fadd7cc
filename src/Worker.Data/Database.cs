using System.Data.Common;
using System.Text.Json;

namespace Worker.Data;

/// <summary>
/// How to connect to the database and write to it. Databases differ only here and in the statements that need two files.
/// </summary>
public abstract class Database
{
    public const int BatchSize = 500;

    static Database() => ValueHandlers.Register();

    protected Database(DatabaseProvider provider)
    {
        Provider = provider;
        Statements = new Statements(provider);
    }

    public DatabaseProvider Provider { get; }

    public Statements Statements { get; }

    /// <summary>Where the data is, without a secret: for a log or a status page.</summary>
    public abstract string Location { get; }

    /// <summary>Whether it exists; it may have no schema yet. Creates nothing.</summary>
    public abstract Task<bool> ExistsAsync(CancellationToken cancellationToken);

    /// <summary>An open connection from the pool; disposing of the session returns it.</summary>
    public abstract Task<DatabaseSession> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Runs one read on a connection of its own. It may be run again: it must keep nothing of an attempt that failed.</summary>
    public abstract Task<T> ReadAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken);

    public Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        ReadAsync(async session => (IReadOnlyList<T>)[.. await session.QueryAsync<T>(sql, parameters)], cancellationToken);

    /// <summary>Runs several reads that see the database as it was at one moment. They may be run again.</summary>
    public abstract Task<T> ReadSnapshotAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Runs one unit of work in one transaction: all of it or nothing. A unit that throws is rolled back. Writers wait for
    /// each other where the database lets only one write. A unit that the database gave up before its commit may be run
    /// again: it must keep nothing of an attempt that failed.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<DatabaseSession, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(
            async transaction =>
            {
                await work(transaction);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Runs an import, once: <paramref name="stage"/> fills staging tables that are empty and nobody else's, and <paramref name="apply"/>
    /// is one transaction. Where writers work side by side it does not begin before everything is staged. Nothing stays staged.
    /// </summary>
    /// <exception cref="ClaimedElsewhereException">Another import has been under way for too long.</exception>
    public abstract Task ImportAsync(Func<DatabaseSession, Task> stage, Func<DatabaseSession, Task> apply, CancellationToken cancellationToken);

    /// <summary>Keeps everybody else who claims the same thing waiting until the transaction ends, or the session where there is none.</summary>
    /// <exception cref="ClaimedElsewhereException">Somebody else has held it for too long.</exception>
    public abstract Task ClaimAsync(DatabaseSession session, string resource);

    internal virtual int StagingBatchSize => BatchSize;

    /// <summary>
    /// Locks the facts of debits of these plans until the transaction ends: the plans, their customers and the switches. Whoever
    /// changes any of these takes the same locks first.
    /// </summary>
    internal abstract Task LockFactsAsync(DatabaseSession transaction, string planIds);

    /// <summary>Puts rows of an import into their staging table, by the fastest way the database has.</summary>
    internal abstract Task StageAsync<TRow>(DatabaseSession session, string file, IReadOnlyList<TRow> rows);

    /// <summary>Problems with how the database itself is set up, each with its remedy.</summary>
    public abstract Task<IReadOnlyList<string>> FindSetupFaultsAsync(CancellationToken cancellationToken);

    public abstract DateOnly ReadDate(DbDataReader reader, int column);

    public static string Batch<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, BatchJson.Options);
}

public enum DatabaseProvider
{
    Sqlite = 1,
    SqlServer,
}

public sealed class ClaimedElsewhereException(string message) : Exception(message);
