namespace Worker.Servicing.Runs;

/// <summary>
/// For jobs that bring the book to where it stands as of a closed day: a run for a day before the newest one has nothing to
/// add, and must not move anything back.
/// </summary>
public static class AsOf
{
    /// <summary>True when the job has finished a newer business date; then the tally says so.</summary>
    public static async Task<bool> IsPastAsync(IRunStore store, Run run, RunTally tally, CancellationToken cancellationToken)
    {
        if (await store.LastFinishedAsync(run.Job, cancellationToken) is not DateOnly newest || newest <= run.BusinessDate)
        {
            return false;
        }

        string detail = $"The book stands as of {newest:yyyy-MM-dd}: a run for an older date moves nothing.";
        tally.Note(new RunError("older-than-newest-run", $"business date {run.BusinessDate:yyyy-MM-dd}", detail));
        return true;
    }
}
