using Worker.Servicing.Runs;

namespace Worker.Data.Runs;

internal static class RunClosing
{
    /// <summary>Ends a run and takes its slices away; one that has ended already stays as it is.</summary>
    /// <returns>Whether it was under way.</returns>
    public static async Task<bool> CloseRunAsync(
        this DatabaseSession transaction, Database database, long runId, RunState state, string? reason, DateTimeOffset now)
    {
        int ended = await transaction.ExecuteAsync(
            database.Statements["runs/close"], new { RunId = runId, State = state.Name().Ansi(), Reason = reason, Now = now });
        await transaction.ExecuteAsync(database.Statements["runs/leave-slices"], new { RunId = runId });
        await transaction.ExecuteAsync(database.Statements["runs/deactivate"], new { RunId = runId });
        return ended > 0;
    }
}
