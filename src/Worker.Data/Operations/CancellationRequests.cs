using Worker.Data.Jobs;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

/// <summary>Cancels runs: a request that their workers read, and the end once none of them is left.</summary>
public sealed class CancellationRequests(Database database) : IRunCancellation, ICancellationRequests
{
    private readonly Statements statements = database.Statements;

    public Task<bool?> RequestAsync(long runId, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<bool?>(
            async transaction =>
            {
                ReportRow? run = await transaction.QuerySingleOrDefaultAsync<ReportRow>(statements["run/read"], new { Ids = Database.Batch([runId]) });
                if (run is null)
                {
                    return null;
                }

                var request = new { RunId = runId, Reason = $"cancelled by {note.Actor.Name}: {note.Reason}" };
                if (await transaction.ExecuteAsync(statements["cancellation-requests/request"], request) == 0)
                {
                    return false;
                }

                string subject = $"{run.Job} for {run.BusinessDate:yyyy-MM-dd}";
                await transaction.WriteAuditAsync(database, new AuditEntry(now, note.Actor, "cancel", subject, note.Reason, $"run {runId}"));
                return true;
            },
            cancellationToken);

    public Task<bool> EndAsync(long runId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction => await FindCancelAsync(transaction, runId) is string reason
                && await transaction.CloseRunAsync(database, runId, RunState.Cancelled, reason, now),
            cancellationToken);

    public Task<string?> FindCancelAsync(long runId, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => FindCancelAsync(connection, runId), cancellationToken);

    public Task<RunEnd> TryEndAsync(long runId, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await FindCancelAsync(transaction, runId) is not string reason)
                {
                    return RunEnd.WasOver;
                }

                int living = await transaction.ExecuteScalarAsync<int>(
                    statements["cancellation-requests/count-held"], new { RunId = runId, MachineNow = machineNow });
                if (living > 0)
                {
                    return RunEnd.Held;
                }

                return await transaction.CloseRunAsync(database, runId, RunState.Cancelled, reason, now) ? RunEnd.Ended : RunEnd.WasOver;
            },
            cancellationToken);

    private Task<string?> FindCancelAsync(DatabaseSession connection, long runId) =>
        connection.QuerySingleOrDefaultAsync<string?>(statements["cancellation-requests/find-cancel"], new { RunId = runId });
}
