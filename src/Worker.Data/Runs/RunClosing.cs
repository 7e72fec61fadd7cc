using System.Data.Common;
using Dapper;
using Worker.Servicing.Runs;

namespace Worker.Data.Runs;

/// <summary>Ends runs inside of a transaction.</summary>
internal static class RunClosing
{
    /// <summary>Ends a run and takes its slices away; one that has ended already stays as it is.</summary>
    /// <returns>Whether it was under way.</returns>
    public static async Task<bool> CloseRunAsync(
        this DbTransaction transaction, Database database, long runId, RunState state, string? reason, DateTimeOffset now)
    {
        DbConnection connection = transaction.Connection!;
        int ended = await connection.ExecuteAsync(
            database.Statements["runs/close"], new { RunId = runId, State = state.Name(), Reason = reason, Now = now }, transaction);
        await connection.ExecuteAsync(database.Statements["runs/leave-slices"], new { RunId = runId }, transaction);
        await connection.ExecuteAsync(database.Statements["runs/deactivate"], new { RunId = runId }, transaction);
        return ended > 0;
    }
}
