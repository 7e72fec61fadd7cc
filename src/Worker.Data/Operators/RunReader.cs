using Worker.Servicing.Operators;
using Worker.Servicing.Runs;

namespace Worker.Data.Operators;

public sealed class RunReader(Database database) : IRunReader
{
    // Keys that a page looks at: about a week of every job. However rare what is asked for is, a page costs no more.
    private const int Stretch = 10_000;

    private readonly Statements statements = database.Statements;

    public Task<KeyPage<RunRecord>> ReadAsync(RunQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                (DateOnly from, DateOnly to) = (query.From ?? DateOnly.MinValue, query.To ?? DateOnly.MaxValue);
                (long first, long last) = await ReadKeysAsync(connection, query, from, to);
                last = Math.Min(last, (query.Before ?? long.MaxValue) - 1);
                long start = Math.Max(first, last - Stretch + 1);
                RunRow[] rows =
                [
                    .. await connection.QueryAsync<RunRow>(
                        statements["site/runs"],
                        new
                        {
                            First = start,
                            Last = last,
                            From = from,
                            To = to,
                            Job = (query.Job ?? "").Ansi(),
                            State = (query.State?.Name() ?? "").Ansi(),
                            Trigger = (query.Trigger?.Name() ?? "").Ansi(),
                            WithIdle = query.WithIdle ? 1 : 0,
                            Count = RunQuery.PageSize + 1,
                        }),
                ];
                KeyPage<RunRecord> page = KeyPage<RunRecord>.Of(await ToRecordsAsync(connection, rows), RunQuery.PageSize, run => run.RunId);
                return page.Next is null && start > first ? page with { Next = start } : page;
            },
            cancellationToken);

    public Task<RunDetails?> FindAsync(long runId, RunPart part, CancellationToken cancellationToken) =>
        database.ReadAsync<RunDetails?>(
            async connection =>
            {
                RunRow[] rows = [.. await connection.QueryAsync<RunRow>(statements["runs/read"], new { Ids = Database.Batch([runId]) })];
                if (rows.Length == 0)
                {
                    return null;
                }

                RunProgress progress = await connection.QuerySingleAsync<RunProgress>(statements["site/run-progress"], new { RunId = runId });
                RunSlice[] slices =
                [
                    .. await connection.QueryAsync<RunSlice>(
                        statements["site/run-slices"],
                        new { RunId = runId, After = part.SlicesAfter, To = part.SlicesAfter + RunPart.SlicesShown + 1 }),
                ];
                return new RunDetails(
                    (await ToRecordsAsync(connection, rows))[0],
                    progress,
                    KeyPage<RunSlice>.Of(slices, RunPart.SlicesShown, slice => slice.Number),
                    await RunErrors.ReadAsync(connection, database, runId, part));
            },
            cancellationToken);

    public Task<long?> FindOccasionAsync(string job, DateOnly businessDate, string occasion, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QueryFirstOrDefaultAsync<OccasionRow>(
                statements["runs/find-occasion"], new { Job = job.Ansi(), BusinessDate = businessDate, Occasion = occasion.Ansi() }))?.RunId,
            cancellationToken);

    private async Task<(long First, long Last)> ReadKeysAsync(DatabaseSession connection, RunQuery query, DateOnly from, DateOnly to)
    {
        if (query.From is null && query.To is null)
        {
            return (1, await connection.ExecuteScalarAsync<long?>(statements["site/newest-run"]) ?? 0);
        }

        KeysRow keys = await connection.QuerySingleAsync<KeysRow>(statements["site/run-keys"], new { From = from, To = to });
        return (keys.FirstRunId ?? 1, keys.LastRunId ?? 0);
    }

    private async Task<IReadOnlyList<RunRecord>> ToRecordsAsync(DatabaseSession connection, IReadOnlyCollection<RunRow> rows)
    {
        long[] runIds = [.. rows.Select(row => row.RunId)];
        ILookup<long, TallyRow> tallies = (await connection.QueryInBatchesAsync<TallyRow>(statements["runs/read-tallies"], runIds))
            .ToLookup(row => row.RunId);
        return [.. rows.Select(row => row.ToRecord(tallies[row.RunId]))];
    }

    private sealed class RunRow
    {
        public long RunId { get; init; }

        public string Job { get; init; } = "";

        public DateOnly BusinessDate { get; init; }

        public string Occasion { get; init; } = "";

        public int TryNo { get; init; }

        public string State { get; init; } = "";

        public string TriggerKind { get; init; } = "";

        public string Actor { get; init; } = "";

        public string? Reason { get; init; }

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }

        public string? StopReason { get; init; }

        public string? BackgroundJob { get; init; }

        public RunRecord ToRecord(IEnumerable<TallyRow> tallies) => new()
        {
            RunId = RunId,
            Job = Job,
            BusinessDate = BusinessDate,
            Occasion = Occasion,
            TryNumber = TryNo,
            State = RunNames.ParseState(State),
            Trigger = TriggerKind,
            Actor = Actor,
            Reason = Reason,
            StartedAt = StartedAt,
            FinishedAt = FinishedAt,
            StopReason = StopReason,
            BackgroundJob = BackgroundJob,
            Counters =
            [
                .. tallies.GroupBy(tally => tally.Name, StringComparer.Ordinal).OrderBy(named => named.Key, StringComparer.Ordinal).Select(named => new RunCounter(
                    named.Key,
                    named.Where(tally => tally.Currency.Length == 0).Sum(tally => tally.Value),
                    named.Where(tally => tally.Currency.Length > 0).ToDictionary(tally => tally.Currency, tally => tally.Value, StringComparer.Ordinal))),
            ],
        };
    }

    private sealed class TallyRow
    {
        public long RunId { get; init; }

        public string Name { get; init; } = "";

        public string Currency { get; init; } = "";

        public long Value { get; init; }
    }

    private sealed class KeysRow
    {
        public long? FirstRunId { get; init; }

        public long? LastRunId { get; init; }
    }

    private sealed class OccasionRow
    {
        public long RunId { get; init; }
    }
}
