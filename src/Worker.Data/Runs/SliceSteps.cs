using Worker.Servicing.Runs;

namespace Worker.Data.Runs;

/// <summary>Moves a slice forward inside the transaction that writes what the step did.</summary>
internal static class SliceSteps
{
    /// <exception cref="LeaseLostException">The fence no longer holds; the transaction must not commit.</exception>
    public static async Task AdvanceAsync(this DatabaseSession transaction, Database database, SliceStep step, DateTimeOffset now)
    {
        SliceLease lease = step.Lease;
        int moved = await transaction.ExecuteAsync(
            database.Statements["runs/advance"],
            new { lease.RunId, lease.Number, lease.Fence, DoneTo = step.Cursor });
        if (moved == 0)
        {
            throw new LeaseLostException(lease);
        }

        await transaction.AddTallyAsync(database, lease.RunId, lease.Number, step.Tally, now);
    }

    /// <summary>Adds to a run's counters; slice 0 holds what was counted before there were slices.</summary>
    public static async Task AddTallyAsync(
        this DatabaseSession transaction, Database database, long runId, int number, RunTally tally, DateTimeOffset now)
    {
        TallyRow[] rows =
        [
            .. tally.Counts.Select(count => new TallyRow(count.Key, "", count.Value)),
            .. tally.Amounts.Select(amount => new TallyRow(amount.Key.Name, amount.Key.Currency, amount.Value)),
        ];
        if (rows.Length > 0)
        {
            await transaction.ExecuteAsync(
                database.Statements["runs/add-tally"], new { RunId = runId, Number = number, Batch = Database.Batch(rows) });
        }

        foreach (RunError[] errors in tally.Errors.Chunk(Database.BatchSize))
        {
            await transaction.ExecuteAsync(
                database.Statements["runs/add-errors"], new { RunId = runId, Now = now, Batch = Database.Batch(errors) });
        }
    }

    private sealed record TallyRow(string Name, string Currency, long Value);
}

internal static class RunClosing
{
    /// <summary>Ends a run and takes its slices away; one that has ended already stays as it is.</summary>
    /// <returns>Whether it was under way.</returns>
    public static async Task<bool> CloseRunAsync(
        this DatabaseSession transaction, Database database, long runId, RunState state, string? reason, DateTimeOffset now)
    {
        int ended = await transaction.ExecuteAsync(
            database.Statements["runs/close"], new { RunId = runId, State = state.Name().Ansi(), Reason = reason, Now = now });
        await transaction.ExecuteAsync(database.Statements["runs/deactivate"], new { RunId = runId });
        return ended > 0;
    }
}
