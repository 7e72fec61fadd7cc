using System.Globalization;
using Worker.Servicing.Jobs;

namespace Worker.Data.Queries;

/// <summary>What is recorded of runs, at a cost that does not grow with how many there were.</summary>
public sealed class RunReader(Database database)
{
    // Keys that one page reads: about a week of every job. However rare the runs that are asked for, a page costs no more.
    private const int Stretch = 10_000;

    private readonly Statements statements = database.Statements;

    /// <summary>
    /// Runs, the newest first. It reads a range of keys at a time: a page may have fewer rows than it could, even none, and
    /// still be followed by another.
    /// </summary>
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
                        statements["run-reader/read"],
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
                RunRow[] rows = [.. await connection.QueryAsync<RunRow>(statements["run/read"], new { Ids = Database.Batch([runId]) })];
                if (rows.Length == 0)
                {
                    return null;
                }

                RunProgress progress = await connection.QuerySingleAsync<RunProgress>(statements["run-reader/run-progress"], new { RunId = runId });
                RunSlice[] slices =
                [
                    .. await connection.QueryAsync<RunSlice>(
                        statements["run-reader/run-slices"],
                        new { RunId = runId, After = part.SlicesAfter, To = part.SlicesAfter + RunPart.SlicesShown + 1 }),
                ];
                return new RunDetails(
                    (await ToRecordsAsync(connection, rows))[0],
                    progress,
                    KeyPage<RunSlice>.Of(slices, RunPart.SlicesShown, slice => slice.Number),
                    await RunErrors.ReadAsync(connection, database, runId, part));
            },
            cancellationToken);

    public Task<long?> FindOccurrenceAsync(string job, DateOnly businessDate, string occurrence, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QueryFirstOrDefaultAsync<OccurrenceRow>(
                statements["run/find-occurrence"], new { Job = job.Ansi(), BusinessDate = businessDate, Occurrence = occurrence.Ansi() }))?.RunId,
            cancellationToken);

    private async Task<(long First, long Last)> ReadKeysAsync(DatabaseSession connection, RunQuery query, DateOnly from, DateOnly to)
    {
        if (query.From is null && query.To is null)
        {
            return (1, await connection.ExecuteScalarAsync<long?>(statements["run-reader/newest-run"]) ?? 0);
        }

        KeysRow keys = await connection.QuerySingleAsync<KeysRow>(statements["run-reader/run-keys"], new { From = from, To = to });
        return (keys.FirstRunId ?? 1, keys.LastRunId ?? 0);
    }

    private async Task<IReadOnlyList<RunRecord>> ToRecordsAsync(DatabaseSession connection, IReadOnlyCollection<RunRow> rows)
    {
        long[] runIds = [.. rows.Select(row => row.RunId)];
        ILookup<long, TallyRow> tallies = (await connection.QueryInBatchesAsync<TallyRow>(statements["run/read-tallies"], runIds))
            .ToLookup(row => row.RunId);
        return [.. rows.Select(row => row.ToRecord(tallies[row.RunId]))];
    }

    private sealed class RunRow
    {
        public long RunId { get; init; }

        public string Job { get; init; } = "";

        public DateOnly BusinessDate { get; init; }

        public string Occurrence { get; init; } = "";

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
            Occurrence = Occurrence,
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

    private sealed class OccurrenceRow
    {
        public long RunId { get; init; }
    }
}

/// <summary>Reads the errors of a run with the installments and plans that they are about.</summary>
internal static class RunErrors
{
    private const string Order = "order ";
    private const string Plan = "plan ";
    private const string Message = "message ";

    public static async Task<IReadOnlyList<RunErrorGroup>> ReadAsync(DatabaseSession connection, Database database, long runId, RunPart part)
    {
        Statements statements = database.Statements;
        GroupRow[] groups = [.. await connection.QueryAsync<GroupRow>(statements["run-reader/run-error-groups"], new { RunId = runId })];
        if (groups.Length == 0)
        {
            return [];
        }

        ErrorRow[] rows =
        [
            .. await connection.QueryAsync<ErrorRow>(
                statements["run-reader/run-errors"],
                new { RunId = runId, After = part.ErrorsAfter, Code = (part.Code ?? "").Ansi(), Count = part.ErrorsShown + 1 }),
        ];
        Dictionary<string, long> orders = (await connection.QueryAsync<OrderRow>(
                statements["run-reader/installments-of-orders"], new { Batch = Database.Batch(Named(rows, Order)) }))
            .ToDictionary(row => row.Reference, row => row.InstallmentId, StringComparer.Ordinal);
        Dictionary<string, long> plans = (await connection.QueryAsync<PlanRow>(
                statements["run-reader/plans-of-references"], new { Batch = Database.Batch(Named(rows, Plan)) }))
            .ToDictionary(row => row.Reference, row => row.PlanId, StringComparer.Ordinal);
        long[] messageIds = [.. Named(rows, Message).Select(MessageId).OfType<long>().Distinct()];
        Dictionary<long, long> messages = (await connection.QueryAsync<MessageRow>(
                statements["run-reader/installments-of-messages"], new { Ids = Database.Batch(messageIds) }))
            .ToDictionary(row => row.MessageId, row => row.InstallmentId);
        ILookup<string, RunErrorRow> shown = rows.ToLookup(row => row.Code, row => new RunErrorRow
        {
            ErrorId = row.ErrorId,
            Subject = row.Subject,
            Detail = row.Detail,
            InstallmentId = Found(orders, NameOf(row.Subject, Order)) ?? Found(messages, NameOf(row.Subject, Message)),
            PlanId = Found(plans, NameOf(row.Subject, Plan)),
        });
        return
        [
            .. groups.Where(group => part.Code is null || group.Code == part.Code).Select(group => new RunErrorGroup(
                group.Code, group.Errors, KeyPage<RunErrorRow>.Of([.. shown[group.Code]], part.ErrorsShown, error => error.ErrorId))),
        ];
    }

    private static IEnumerable<string> Named(IEnumerable<ErrorRow> rows, string kind) =>
        rows.Select(row => NameOf(row.Subject, kind)).OfType<string>().Distinct(StringComparer.Ordinal);

    private static string? NameOf(string subject, string kind) =>
        subject.StartsWith(kind, StringComparison.Ordinal) ? subject[kind.Length..] : null;

    private static long? MessageId(string name) =>
        long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null;

    private static long? Found(Dictionary<string, long> known, string? name) =>
        name is not null && known.TryGetValue(name, out long id) ? id : null;

    private static long? Found(Dictionary<long, long> known, string? name) =>
        name is not null && MessageId(name) is long key && known.TryGetValue(key, out long id) ? id : null;

    private sealed class GroupRow
    {
        public string Code { get; init; } = "";

        public long Errors { get; init; }
    }

    private sealed class ErrorRow
    {
        public long ErrorId { get; init; }

        public string Code { get; init; } = "";

        public string Subject { get; init; } = "";

        public string? Detail { get; init; }
    }

    private sealed class OrderRow
    {
        public string Reference { get; init; } = "";

        public long InstallmentId { get; init; }
    }

    private sealed class PlanRow
    {
        public string Reference { get; init; } = "";

        public long PlanId { get; init; }
    }

    private sealed class MessageRow
    {
        public long MessageId { get; init; }

        public long InstallmentId { get; init; }
    }
}
