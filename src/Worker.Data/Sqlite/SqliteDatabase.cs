using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Worker.Data.Sqlite;

/// <summary>The embedded database: one file with a write-ahead log, many readers and one writer.</summary>
public sealed class SqliteDatabase : Database, IDisposable
{
    private const int BusyTimeoutSeconds = 30;

    // SQLite lets one connection write. Waiting in line here costs nothing; waiting inside SQLite costs naps of 150 ms.
    private readonly SemaphoreSlim writer = new(1, 1);

    // One connection writes everything, so one cache holds the pages that are written; readers make do with small ones.
    private SqliteConnection? writing;
    private DatabaseFile writtenFile = DatabaseFile.None;
    private volatile DatabaseFile knownFile = DatabaseFile.None;
    private readonly string connectionString;
    private readonly string existingOnly;
    private readonly string path;

    /// <summary>A database file; it is made when it is first opened, its folder too.</summary>
    public SqliteDatabase(string connectionString)
        : base(DatabaseProvider.Sqlite)
    {
        SqliteConnectionStringBuilder builder = connectionString.Contains('=', StringComparison.Ordinal)
            ? new SqliteConnectionStringBuilder(connectionString)
            : new SqliteConnectionStringBuilder { DataSource = connectionString };
        builder.ForeignKeys = true;
        if (!builder.ShouldSerialize("Default Timeout"))
        {
            builder.DefaultTimeout = BusyTimeoutSeconds;
        }

        path = Path.GetFullPath(builder.DataSource);
        builder.DataSource = path;
        this.connectionString = builder.ToString();
        builder.Mode = builder.Mode == SqliteOpenMode.ReadWriteCreate ? SqliteOpenMode.ReadWrite : builder.Mode;
        existingOnly = builder.ToString();
    }

    public override string Location => path;

    public override Task<bool> ExistsAsync(CancellationToken cancellationToken) => Task.FromResult(DatabaseFile.At(path).Exists);

    public override async Task<DatabaseSession> OpenAsync(CancellationToken cancellationToken)
    {
        SqliteConnection connection = await OpenAsync("sqlite-database/open", cancellationToken);
        return new DatabaseSession(connection, null, connection.DefaultTimeout, cancellationToken);
    }

    public override DateOnly ReadDate(DbDataReader reader, int column) => DateText.Parse(reader.GetString(column));

    public override async Task<T> ReadAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await using DatabaseSession connection = await OpenAsync(cancellationToken);
        return await work(connection);
    }

    public override async Task<T> ReadSnapshotAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await OpenAsync("sqlite-database/open", cancellationToken);

        // A deferred transaction sees the log as it was at its first read, and keeps nobody from writing.
        await using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        return await work(new DatabaseSession(connection, transaction, connection.DefaultTimeout, cancellationToken));
    }

    public override async Task<T> WriteAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await writer.WaitAsync(cancellationToken);
        try
        {
            DatabaseFile file = LookAtFile();
            if (writing is not null && file != writtenFile)
            {
                await CloseWriterAsync();
            }

            writing ??= await OpenAsync("sqlite-database/open-writer", cancellationToken);
            writtenFile = knownFile;

            // Takes the write lock at once (begin immediate): a unit of work never finds out half way that it must start over.
            await using DbTransaction transaction = await writing.BeginTransactionAsync(cancellationToken);
            T result = await work(new DatabaseSession(writing, transaction, writing.DefaultTimeout, cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (Exception failure) when (failure is SqliteException or IOException)
        {
            // Whatever is wrong with the file, the next unit of work opens it again: a connection that found its
            // disk read-only stays read-only, in the pool too.
            await CloseWriterAsync();
            ClearPools();
            throw;
        }
        finally
        {
            writer.Release();
        }
    }

    public override Task ImportAsync(Func<DatabaseSession, Task> stage, Func<DatabaseSession, Task> apply, CancellationToken cancellationToken) =>
        WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(Statements["sqlite-database/clear-import"]);
                await stage(transaction);
                await apply(transaction);
                await transaction.ExecuteAsync(Statements["sqlite-database/clear-import"]);
            },
            cancellationToken);

    /// <summary>There is one writer: a transaction that writes holds every lock.</summary>
    public override Task ClaimAsync(DatabaseSession session, string resource) => Task.CompletedTask;

    /// <summary>There is one writer: nothing changes before the transaction ends.</summary>
    internal override Task LockFactsAsync(DatabaseSession transaction, string planIds) => Task.CompletedTask;

    public override Task<IReadOnlyList<string>> FindSetupFaultsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    internal override Task StageAsync<TRow>(DatabaseSession session, string file, IReadOnlyList<TRow> rows) =>
        session.ExecuteAsync(Statements[$"sqlite-database/stage-{file}"], new { Rows = Batch(rows) });

    public void Dispose()
    {
        writing?.Dispose();
        ClearPools();
        writer.Dispose();
    }

    /// <summary>
    /// Which file it is now. A file that has disappeared must not be created again: what is written into an empty
    /// one, or into one that was moved away, is lost when the right one comes back.
    /// </summary>
    /// <exception cref="FileNotFoundException">The file was there before and is not now.</exception>
    private DatabaseFile LookAtFile()
    {
        DatabaseFile file = DatabaseFile.At(path);
        if (knownFile.Exists && !file.Exists)
        {
            throw new FileNotFoundException($"The database file {path} was there and is gone.", path);
        }

        if (knownFile.Exists && file != knownFile)
        {
            ClearPools();
            knownFile = file;
        }

        return file;
    }

    /// <summary>Connections that nobody uses hold on to the file that was there when they were opened.</summary>
    private void ClearPools()
    {
        foreach (string pool in new[] { connectionString, existingOnly })
        {
            using var connection = new SqliteConnection(pool);
            SqliteConnection.ClearPool(connection);
        }
    }

    private async Task CloseWriterAsync()
    {
        if (writing is not null)
        {
            await writing.DisposeAsync();
            writing = null;
        }
    }

    private async Task<SqliteConnection> OpenAsync(string pragmas, CancellationToken cancellationToken)
    {
        bool exists = LookAtFile().Exists;
        if (!exists)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }

        var connection = new SqliteConnection(exists ? existingOnly : connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = Statements[pragmas];
            await command.ExecuteNonQueryAsync(cancellationToken);
            knownFile = DatabaseFile.At(path);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            ClearPools();
            throw;
        }
    }
}
