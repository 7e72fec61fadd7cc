using System.Data.Common;

namespace Worker.Data.Tests.Retention;

/// <summary>
/// Lets somebody else change the book just before a unit of work begins, and tells how many rows each unit left more or less. What is
/// written to the audit log is no race: it comes before anything is removed.
/// </summary>
internal sealed class RacingDatabase(Database inner, string? change = null) : Database(inner.Provider)
{
    private readonly List<long> changed = [];

    /// <summary>By how many rows the book was larger or smaller after each transaction.</summary>
    public IReadOnlyList<long> Changed => changed;

    public override string Location => inner.Location;

    public override Task<bool> ExistsAsync(CancellationToken cancellationToken) => inner.ExistsAsync(cancellationToken);

    public override Task<DatabaseSession> OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public override async Task<T> WriteAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken)
    {
        if (change is not null)
        {
            await inner.WriteAsync(transaction => transaction.ExecuteAsync(change), cancellationToken);
        }

        return await inner.WriteAsync(
            async transaction =>
            {
                long before = await TotalAsync(transaction);
                T result = await work(transaction);
                changed.Add(Math.Abs(await TotalAsync(transaction) - before));
                return result;
            },
            cancellationToken);
    }

    public override Task<T> ReadAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) =>
        inner.ReadAsync(work, cancellationToken);

    public override Task<T> ReadSnapshotAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) =>
        inner.ReadSnapshotAsync(work, cancellationToken);

    public override Task ImportAsync(Func<DatabaseSession, Task> stage, Func<DatabaseSession, Task> apply, CancellationToken cancellationToken) =>
        inner.ImportAsync(stage, apply, cancellationToken);

    public override Task ClaimAsync(DatabaseSession session, string resource) => inner.ClaimAsync(session, resource);

    public override Task<IReadOnlyList<string>> FindSetupFaultsAsync(CancellationToken cancellationToken) =>
        inner.FindSetupFaultsAsync(cancellationToken);

    internal override Task LockFactsAsync(DatabaseSession transaction, string planIds) => inner.LockFactsAsync(transaction, planIds);

    internal override Task StageAsync<TRow>(DatabaseSession session, string file, IReadOnlyList<TRow> rows) =>
        inner.StageAsync(session, file, rows);

    public override DateOnly ReadDate(DbDataReader reader, int column) => inner.ReadDate(reader, column);

    private static Task<long> TotalAsync(DatabaseSession transaction) => transaction.ExecuteScalarAsync<long>(
        """
        select (select count(*) from message) + (select count(*) from debit_attempt) + (select count(*) from job_run) + (select count(*) from run_slice)
            + (select count(*) from run_tally) + (select count(*) from run_error) + (select count(*) from pruned_tally) + (select count(*) from audit_entry)
        """);
}
