using Worker.Servicing.Jobs;
using Worker.Servicing.Retention;

namespace Worker.Data.Retention;

/// <summary>Finished runs in the database, with their slices, counters and errors. Their counters are carried forward.</summary>
public sealed class RetainedRuns(Database database) : IRetainedRecords
{
    private readonly Statements statements = database.Statements;

    public string Name => "runs";

    public int Order => 3;

    public int Window => 2_000;

    public Task<KeyRange> ReadKeysAsync(PruneHorizons horizons, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QuerySingleAsync<KeysRow>(statements["retained-runs/read-keys"])).ToRange(), cancellationToken);

    public async Task<PruneCounts> CountAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken) =>
        (await ReadAsync(range, horizons.Runs, cancellationToken)).Aggregate(
            default(PruneCounts),
            (sum, run) => sum.Plus(new PruneCounts { Runs = 1, RunSlices = run.Slices, RunTallies = run.Tallies, RunErrors = run.Errors }));

    public async Task<PruneCounts> PruneAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken)
    {
        var pruned = default(PruneCounts);
        var small = new List<RunRow>();
        long rows = 0;
        foreach (RunRow run in await ReadAsync(range, horizons.Runs, cancellationToken))
        {
            bool isLarge = run.Rows > Database.BatchSize;
            if (isLarge)
            {
                pruned = pruned.Plus(await ThinAsync(run, cancellationToken));
            }

            long remaining = isLarge ? 1 : run.Rows;
            if (rows + remaining > Database.BatchSize)
            {
                pruned = pruned.Plus(await DeleteAsync(small, horizons.Runs, cancellationToken));
                small.Clear();
                rows = 0;
            }

            small.Add(run);
            rows += remaining;
        }

        return pruned.Plus(await DeleteAsync(small, horizons.Runs, cancellationToken));
    }

    private Task<IReadOnlyList<RunRow>> ReadAsync(KeyRange range, PruneHorizon horizon, CancellationToken cancellationToken) =>
        database.ListAsync<RunRow>(statements["retained-runs/read"], new { range.After, range.To, horizon.Before }, cancellationToken);

    private async Task<PruneCounts> DeleteAsync(List<RunRow> runs, PruneHorizon horizon, CancellationToken cancellationToken)
    {
        if (runs.Count == 0)
        {
            return default;
        }

        return await database.WriteAsync(
            async transaction =>
            {
                PruneCounts parts = (await DeleteErrorsAsync(transaction, runs, new KeyRange(long.MinValue, long.MaxValue)))
                    .Plus(await DeleteTalliesAsync(transaction, runs, int.MinValue, int.MaxValue))
                    .Plus(await DeleteSlicesAsync(transaction, runs, int.MinValue, int.MaxValue));
                int gone = await transaction.ExecuteAsync(
                    statements["retained-runs/delete"], new { Ids = Ids(runs), horizon.Before });
                return parts with { Runs = gone };
            },
            cancellationToken);
    }

    /// <summary>Deletes the rows of a run that are more than a batch, a batch at a time; the run itself last.</summary>
    private async Task<PruneCounts> ThinAsync(RunRow run, CancellationToken cancellationToken)
    {
        var pruned = default(PruneCounts);
        RunRow[] alone = [run];
        KeyRange errors = await database.ReadAsync(
            async connection => (await connection.QuerySingleAsync<KeysRow>(statements["retained-runs/error-keys"], new { run.RunId })).ToRange(),
            cancellationToken);
        for (long after = errors.After; after < errors.To; after += Database.BatchSize)
        {
            var keys = new KeyRange(after, after + Database.BatchSize);
            pruned = pruned.Plus(await database.WriteAsync(transaction => DeleteErrorsAsync(transaction, alone, keys), cancellationToken));
        }

        // Slices have about as many counters each; slice 0 holds what was counted before there were any.
        int step = (int)Math.Max(1, Database.BatchSize / (2 + (run.Tallies / (run.Slices + 1))));
        for (int after = -1; after < run.Slices; after += step)
        {
            (int first, int last) = (after, after + step);
            pruned = pruned.Plus(await database.WriteAsync(
                async transaction => (await DeleteTalliesAsync(transaction, alone, first, last))
                    .Plus(await DeleteSlicesAsync(transaction, alone, first, last)),
                cancellationToken));
        }

        return pruned;
    }

    private async Task<PruneCounts> DeleteErrorsAsync(DatabaseSession transaction, IEnumerable<RunRow> runs, KeyRange keys) =>
        new() { RunErrors = await DeleteAsync(transaction, "retained-runs/delete-errors", new { Ids = Ids(runs), keys.After, keys.To }) };

    private async Task<PruneCounts> DeleteSlicesAsync(DatabaseSession transaction, IEnumerable<RunRow> runs, int after, int to) =>
        new() { RunSlices = await DeleteAsync(transaction, "retained-runs/delete-slices", new { Ids = Ids(runs), After = after, To = to }) };

    private Task<int> DeleteAsync(DatabaseSession transaction, string statement, object parameters) =>
        transaction.ExecuteAsync(statements[statement], parameters);

    private async Task<PruneCounts> DeleteTalliesAsync(DatabaseSession transaction, IReadOnlyCollection<RunRow> runs, int after, int to)
    {
        TallyRow[] deleted =
        [
            .. await transaction.QueryAsync<TallyRow>(statements["retained-runs/delete-tallies"], new { Ids = Ids(runs), After = after, To = to }),
        ];
        Dictionary<long, string> jobs = runs.ToDictionary(run => run.RunId, run => run.Job);
        CarriedTally[] carried =
        [
            .. deleted
                .GroupBy(tally => (Job: jobs[tally.RunId], tally.Name, tally.Currency))
                .Select(sum => new CarriedTally(sum.Key.Job, sum.Key.Name, sum.Key.Currency, sum.Sum(tally => tally.Value))),
        ];
        await transaction.ExecuteInBatchesAsync(statements["retained-runs/carry-tallies"], carried);
        return new PruneCounts { RunTallies = deleted.Length };
    }

    private static string Ids(IEnumerable<RunRow> runs) => Database.Batch(runs.Select(run => run.RunId));

    private sealed class RunRow
    {
        public long RunId { get; init; }

        public string Job { get; init; } = "";

        public long Slices { get; init; }

        public long Tallies { get; init; }

        public long Errors { get; init; }

        public long Rows => 1 + Slices + Tallies + Errors;
    }

    private sealed class TallyRow
    {
        public long RunId { get; init; }

        public string Name { get; init; } = "";

        public string Currency { get; init; } = "";

        public long Value { get; init; }
    }
}

/// <summary>What is carried forward of deleted records, so that totals still add up.</summary>
/// <param name="Job">The job whose runs counted it; <see cref="Pruned"/> for what was pruned of what runs had counted.</param>
/// <param name="Currency">ISO code; empty for a plain count.</param>
/// <param name="Value">How many, or minor units.</param>
internal sealed record CarriedTally(string Job, string Name, string Currency, long Value)
{
    /// <summary>Used as the job for attempts and messages that were pruned themselves.</summary>
    public const string Pruned = "prune";
}

/// <summary>The first and the last key of a table; the last before the first when it is empty.</summary>
internal sealed class KeysRow
{
    public long FirstKey { get; init; }

    public long LastKey { get; init; }

    public KeyRange ToRange() => new(FirstKey - 1, LastKey);
}
