using Worker.Servicing.Calendar;

namespace Worker.Servicing.Import;

/// <summary>
/// Imports a folder of CSV files, all or nothing: customers, payment methods, plans, installments, payments.
/// The same files again change nothing.
/// </summary>
/// <param name="roll">Where the calendar puts a due date. Asked once for each date, from 1900 to 2999.</param>
public sealed class BookImport(IImportStore store, IReadOnlySet<string> channels, Func<DateOnly, DateOnly> roll, BusinessZone zone, TimeProvider time)
{
    public const int ErrorsShown = 100;

    /// <summary>Imports the files of a folder. Any of the five may be missing: nothing of its kind then changes.</summary>
    /// <returns>What was done, or every error: bad input is no exception.</returns>
    /// <exception cref="IOException">A file can't be read.</exception>
    public async Task<ImportReport> RunAsync(
        string folder, bool dryRun, string actor, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<ImportError> wrong = ImportFolder.Check(folder);
        if (wrong.Count > 0)
        {
            return new ImportReport(dryRun, [], [.. wrong.Take(ErrorsShown)], wrong.Count, [], []);
        }

        DateOnly today = zone.DateAt(time.GetUtcNow());
        var attempt = new ImportAttempt(new RowReaders(channels, roll, today), folder, progress, cancellationToken);
        ImportReport? report = null;
        await store.RunAsync(
            attempt.StageAsync,
            async transaction =>
            {
                report = await attempt.ApplyAsync(transaction, dryRun, actor, time.GetUtcNow());
                return report.Succeeded && !dryRun;
            },
            cancellationToken);
        return report!;
    }
}
