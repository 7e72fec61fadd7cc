using Worker.Data.Jobs;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Operations;

namespace Worker.Data.Queries;

public sealed class StatusReader(Database database) : IStatusReader
{
    private readonly Statements statements = database.Statements;

    public Task<StatusReport> ReadAsync(StatusQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                HoldsRow holds = await connection.QuerySingleAsync<HoldsRow>(statements["status-reader/holds"], new { query.BusinessDate });
                return new StatusReport
                {
                    ReadAt = query.Now,
                    BusinessDate = query.BusinessDate,
                    Jobs = await ReadJobsAsync(connection),
                    InDoubt = await ReadBacklogAsync(connection, "status-reader/in-doubt"),
                    Outbox = await ReadBacklogAsync(connection, "status-reader/outbox"),
                    Channels = await ReadChannelsAsync(connection, query.Channels),
                    MessagesWithoutAddress = await connection.ExecuteScalarAsync<long>(statements["status-reader/no-address"]),
                    SwitchesOff = [.. (await connection.QueryAsync<SwitchRow>(statements["switch/switches-off"])).Select(row => row.ToSwitch())],
                    CustomerHolds = holds.Customers,
                    PlanHolds = holds.Plans,
                    Installments = (await connection.QueryAsync<StatusRow>(statements["status-reader/installments"]))
                        .ToDictionary(row => row.Status, row => row.Count, StringComparer.Ordinal),
                    Overdue = await ReadBucketsAsync(connection, query.BusinessDate),
                    StoppedForCollections = await connection.ExecuteScalarAsync<long>(statements["status-reader/stopped"], new { query.OldestDueOn }),
                };
            },
            cancellationToken);

    private async Task<IReadOnlyList<JobStatus>> ReadJobsAsync(DatabaseSession connection)
    {
        string[] names = [.. JobList.All.Select(job => job.Name)];
        Dictionary<string, JobRow> jobs = (await connection.QueryAsync<JobRow>(statements["status-reader/jobs"], new { Jobs = Database.Batch(names) }))
            .ToDictionary(row => row.Job, StringComparer.Ordinal);
        long[] runIds = [.. jobs.Values.Where(row => row.LastRunId is not null).Select(row => row.LastRunId!.Value)];
        ILookup<long, RunTallyRow> tallies = (await connection.QueryInBatchesAsync<RunTallyRow>(statements["run/read-tallies"], runIds))
            .ToLookup(row => row.RunId);
        Dictionary<long, RunReport> runs = (await connection.QueryInBatchesAsync<ReportRow>(statements["run/read"], runIds))
            .ToDictionary(row => row.RunId, row => row.ToReport([.. tallies[row.RunId].Select(tally => tally.ToTallyRow())], []));
        return
        [
            .. names.Select(name => jobs[name]).Select(row => new JobStatus(
                row.Job, row.LastRunId is long runId ? runs[runId] : null, row.LastFinished, row.ActiveRunId is not null)),
        ];
    }

    private async Task<IReadOnlyList<ChannelHealth>> ReadChannelsAsync(DatabaseSession connection, IReadOnlyList<string> configured)
    {
        ILookup<string, ChannelRow> newest = (await connection.QueryAsync<ChannelRow>(statements["status-reader/channels"]))
            .ToLookup(row => row.Channel, StringComparer.Ordinal);
        string[] channels = [.. configured.Union(newest.Select(rows => rows.Key), StringComparer.Ordinal)];
        IEnumerable<AnswerRow> answers = await connection.QueryAsync<AnswerRow>(statements["status-reader/last-answers"], new { Channels = Database.Batch(channels) });
        return
        [
            .. answers.OrderBy(answer => answer.Channel, StringComparer.Ordinal).Select(answer =>
            {
                ChannelRow[] rows = [.. newest[answer.Channel].OrderByDescending(row => row.Attempts).ThenByDescending(row => row.LastSentAt)];
                ChannelRow[] errors = [.. rows.Where(row => row.Error.Length > 0)];
                return new ChannelHealth(
                    answer.Channel, answer.LastAnswerAt, rows.Sum(row => row.Attempts), errors.Sum(row => row.Attempts), errors.FirstOrDefault()?.Error);
            }),
        ];
    }

    private async Task<Backlog> ReadBacklogAsync(DatabaseSession connection, string statement)
    {
        BacklogRow row = await connection.QuerySingleAsync<BacklogRow>(statements[statement]);
        return new Backlog(row.Count, row.Oldest);
    }

    private async Task<IReadOnlyDictionary<DelinquencyBucket, long>> ReadBucketsAsync(DatabaseSession connection, DateOnly asOf)
    {
        var buckets = Enum.GetValues<DelinquencyBucket>().ToDictionary(bucket => bucket, _ => 0L);
        foreach (DueRow row in await connection.QueryAsync<DueRow>(statements["status-reader/read-buckets"]))
        {
            if (OverdueRule.BucketOf(asOf.DayNumber - row.DueOn.DayNumber) is DelinquencyBucket bucket)
            {
                buckets[bucket] += row.Count;
            }
        }

        return buckets;
    }

    private sealed class ChannelRow
    {
        public string Channel { get; init; } = "";

        public string Error { get; init; } = "";

        public long Attempts { get; init; }

        public DateTimeOffset LastSentAt { get; init; }
    }

    private sealed class AnswerRow
    {
        public string Channel { get; init; } = "";

        public DateTimeOffset? LastAnswerAt { get; init; }
    }

    private sealed class JobRow
    {
        public string Job { get; init; } = "";

        public long? LastRunId { get; init; }

        public DateOnly? LastFinished { get; init; }

        public long? ActiveRunId { get; init; }
    }

    private sealed class RunTallyRow
    {
        public long RunId { get; init; }

        public string Name { get; init; } = "";

        public string Currency { get; init; } = "";

        public long Value { get; init; }

        public TallyRow ToTallyRow() => new() { Name = Name, Currency = Currency, Value = Value };
    }

    private sealed class BacklogRow
    {
        public long Count { get; init; }

        public DateTimeOffset? Oldest { get; init; }
    }

    private sealed class HoldsRow
    {
        public long Customers { get; init; }

        public long Plans { get; init; }
    }

    private sealed class StatusRow
    {
        public string Status { get; init; } = "";

        public long Count { get; init; }
    }

    private sealed class DueRow
    {
        public DateOnly DueOn { get; init; }

        public long Count { get; init; }
    }
}
