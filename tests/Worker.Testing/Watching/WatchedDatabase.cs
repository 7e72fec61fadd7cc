using System.Data.Common;
using Microsoft.Data.Sqlite;
using Worker.Data;

namespace Worker.Testing.Watching;

/// <summary>A database of which every unit of work and every read is a call.</summary>
public sealed class WatchedDatabase(Database inner, ICallWatch watch) : Database(inner.Provider)
{
    private const int Busy = 5;

    public override string Location => inner.Location;

    public override Task<bool> ExistsAsync(CancellationToken cancellationToken) => inner.ExistsAsync(cancellationToken);

    public override Task<DatabaseSession> OpenAsync(CancellationToken cancellationToken) =>
        WatchAsync("open", () => inner.OpenAsync(cancellationToken));

    public override Task<T> ReadAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) =>
        WatchAsync("read", () => inner.ReadAsync(work, cancellationToken));

    public override Task<T> ReadSnapshotAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) =>
        WatchAsync("snapshot", () => inner.ReadSnapshotAsync(work, cancellationToken));

    public override Task<T> WriteAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) =>
        WatchAsync("write", () => inner.WriteAsync(work, cancellationToken));

    public override Task ImportAsync(Func<DatabaseSession, Task> stage, Func<DatabaseSession, Task> apply, CancellationToken cancellationToken) =>
        WatchAsync(
            "import",
            async () =>
            {
                await inner.ImportAsync(stage, apply, cancellationToken);
                return true;
            });

    public override Task ClaimAsync(DatabaseSession session, string resource) => inner.ClaimAsync(session, resource);

    public override Task<IReadOnlyList<string>> FindSetupFaultsAsync(CancellationToken cancellationToken) =>
        inner.FindSetupFaultsAsync(cancellationToken);

    public override DateOnly ReadDate(DbDataReader reader, int column) => inner.ReadDate(reader, column);

    internal override Task LockFactsAsync(DatabaseSession transaction, string planIds) => inner.LockFactsAsync(transaction, planIds);

    internal override Task StageAsync<TRow>(DatabaseSession session, string file, IReadOnlyList<TRow> rows) =>
        inner.StageAsync(session, file, rows);

    private Task<T> WatchAsync<T>(string name, Func<Task<T>> make) =>
        watch.MakeAsync(new Call<T>(name, make, () => throw new SqliteException("database is locked", Busy)));
}
