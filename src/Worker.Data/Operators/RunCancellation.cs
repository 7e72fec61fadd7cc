using System.Data.Common;
using Dapper;
using Worker.Data.Runs;
using Worker.Servicing.Operators;
using Worker.Servicing.Runs;

namespace Worker.Data.Operators;

/// <summary>Ends the database's runs as cancelled, in the transaction that tells the audit log.</summary>
/// <param name="database">Where.</param>
public sealed class RunCancellation(Database database) : IRunCancellation
{
    private readonly Statements statements = database.Statements;

    /// <inheritdoc/>
    public Task<bool?> CancelAsync(long runId, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<bool?>(
            async transaction =>
            {
                DbConnection connection = transaction.Connection!;
                ReportRow? run = await connection.QuerySingleOrDefaultAsync<ReportRow>(statements["runs/report"], new { RunId = runId }, transaction);
                if (run is null)
                {
                    return null;
                }

                bool wasUnderWay = await transaction.CloseRunAsync(
                    database, runId, RunState.Cancelled, $"cancelled by {note.Actor}: {note.Reason}", now);
                if (wasUnderWay)
                {
                    string subject = $"{run.Job} for {run.BusinessDate:yyyy-MM-dd}";
                    await transaction.WriteAuditAsync(database, new AuditEntry(now, note.Actor, "cancel", subject, note.Reason, $"run {runId}"));
                }

                return wasUnderWay;
            },
            cancellationToken);
}
