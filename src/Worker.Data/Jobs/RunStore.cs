using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Data.Jobs;

public sealed class RunStore(Database database) : IRunStore, IActiveRuns
{
    private readonly Statements statements = database.Statements;

    public Task<OpenedRun> OpenAsync(RunRequest request, DateTimeOffset now, DateTimeOffset machineNow, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                RunRow? active = await transaction.QuerySingleOrDefaultAsync<RunRow>(
                    statements["run/find-active-runs"], new { Job = request.Job.Ansi(), MachineNow = machineNow });
                if (active is not null)
                {
                    if (active.BusinessDate >= request.BusinessDate || active.LivingWorkers > 0)
                    {
                        return new OpenedRun(await ToRunAsync(active, transaction), RunOpening.Joined);
                    }

                    string reason = $"superseded by the run for {request.BusinessDate:yyyy-MM-dd}";
                    await transaction.CloseRunAsync(database, active.RunId, RunState.Superseded, reason, now);
                }

                return await BeginAsync(request, now, transaction);
            },
            cancellationToken);

    public Task SaveSlicesAsync(
        long runId, IReadOnlyList<KeyRange> ranges, RunCounters tally, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await transaction.ExecuteAsync(statements["run/start-slices"], new { RunId = runId }) == 0)
                {
                    return; // Another worker cut the run first.
                }

                IEnumerable<SliceRow> rows = ranges.Select((range, index) => new SliceRow(index + 1, range.After, range.To));
                foreach (SliceRow[] batch in rows.Chunk(Database.BatchSize))
                {
                    await transaction.ExecuteAsync(
                        statements["run/insert-slices"], new { RunId = runId, Batch = Database.Batch(batch) });
                }

                await transaction.AddTallyAsync(database, runId, 0, tally, now);
            },
            cancellationToken);

    public Task<LeaseAnswer> LeaseAsync(
        long runId, string owner, DateTimeOffset machineNow, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                LeasedRow? leased = await transaction.QuerySingleOrDefaultAsync<LeasedRow>(
                    statements["run/lease"], new { RunId = runId, Owner = owner, MachineNow = machineNow, Until = until });
                int open = await transaction.ExecuteScalarAsync<int>(statements["run/count-open"], new { RunId = runId });
                SliceLease? lease = leased is null
                    ? null
                    : new SliceLease(runId, leased.Number, leased.Fence, new KeyRange(leased.DoneTo, leased.ToKey));
                return new LeaseAnswer(lease, open);
            },
            cancellationToken);

    public async Task<bool> RenewAsync(SliceLease lease, DateTimeOffset until, CancellationToken cancellationToken) =>
        await ExecuteAsync("run/renew", new { lease.RunId, lease.Number, lease.Fence, Until = until }, cancellationToken) > 0;

    public async Task FinishSliceAsync(SliceLease lease, CancellationToken cancellationToken)
    {
        if (await ExecuteAsync("run/finish-slice", new { lease.RunId, lease.Number, lease.Fence }, cancellationToken) == 0)
        {
            throw new LeaseLostException(lease);
        }
    }

    public Task ReleaseAsync(SliceLease lease, CancellationToken cancellationToken) =>
        ExecuteAsync("run/release", new { lease.RunId, lease.Number, lease.Fence }, cancellationToken);

    public Task<bool> CloseAsync(long runId, RunState state, string? reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.CloseRunAsync(database, runId, state, reason, now), cancellationToken);

    public Task<RunReport> ReportAsync(long runId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                var key = new { Ids = Database.Batch([runId]) };
                ReportRow row = await connection.QuerySingleAsync<ReportRow>(statements["run/read"], key);
                TallyRow[] tally = [.. await connection.QueryAsync<TallyRow>(statements["run/read-tallies"], key)];
                ErrorRow[] errors = [.. await connection.QueryAsync<ErrorRow>(statements["run/report-errors"], new { RunId = runId })];
                return row.ToReport(tally, errors);
            },
            cancellationToken);

    public Task<DateOnly?> LastFinishedAsync(string job, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingleAsync<DateOnly?>(statements["run/last-finished"], new { Job = job.Ansi() }), cancellationToken);

    public Task<Run> ForPreviewAsync(string job, DateOnly businessDate, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => new Run(
                0,
                job,
                businessDate,
                "preview",
                RunState.Active,
                await connection.ExecuteScalarAsync<long>(statements["run/previous-mark"], new { Job = job.Ansi(), RunId = 0L })),
            cancellationToken);

    public Task<Run?> FindActiveAsync(long runId, CancellationToken cancellationToken) =>
        database.ReadSnapshotAsync(
            async transaction => await transaction.QuerySingleOrDefaultAsync<RunRow>(
                    statements["run/find-active"], new { RunId = runId }) is RunRow row
                ? await ToRunAsync(row, transaction)
                : null,
            cancellationToken);

    private async Task<OpenedRun> BeginAsync(RunRequest request, DateTimeOffset now, DatabaseSession transaction)
    {
        RunRow? earlier = await transaction.QueryFirstOrDefaultAsync<RunRow>(
            statements["run/find-occurrence"], new { Job = request.Job.Ansi(), request.BusinessDate, Occurrence = request.Occurrence.Ansi() });
        RunState? state = earlier is null ? null : RunNames.ParseState(earlier.State);
        if (state is RunState.Completed or RunState.Stopped or RunState.Cancelled || (state == RunState.SetAside && earlier!.StopReason is null))
        {
            return new OpenedRun(await ToRunAsync(earlier!, transaction), RunOpening.AlreadyFinished);
        }

        long runId = await transaction.ExecuteScalarAsync<long>(
            statements["run/insert"],
            new
            {
                Job = request.Job.Ansi(),
                request.BusinessDate,
                Occurrence = request.Occurrence.Ansi(),
                TryNo = (earlier?.TryNo ?? 0) + 1,
                Trigger = request.Trigger.Name().Ansi(),
                Actor = request.Actor.Name,
                request.Reason,
                request.BackgroundJob,
                Now = now,
            });
        await transaction.ExecuteAsync(statements["run/activate"], new { Job = request.Job.Ansi(), RunId = runId });
        if (request.Trigger == RunTrigger.Manual)
        {
            string subject = $"{request.Job} for {request.BusinessDate:yyyy-MM-dd}";
            await transaction.WriteAuditAsync(
                database, new AuditEntry(now, request.Actor, "trigger", subject, request.Reason, $"run {runId}"));
        }

        long mark = await PreviousMarkAsync(request.Job, runId, transaction);
        return new OpenedRun(
            new Run(runId, request.Job, request.BusinessDate, request.Occurrence, RunState.Cutting, mark), RunOpening.Started);
    }

    private async Task<Run> ToRunAsync(RunRow row, DatabaseSession transaction) => new(
        row.RunId,
        row.Job,
        row.BusinessDate,
        row.Occurrence,
        RunNames.ParseState(row.State),
        await PreviousMarkAsync(row.Job, row.RunId, transaction));

    private Task<long> PreviousMarkAsync(string job, long runId, DatabaseSession transaction) =>
        transaction.ExecuteScalarAsync<long>(statements["run/previous-mark"], new { Job = job.Ansi(), RunId = runId });

    private Task<int> ExecuteAsync(string statement, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction => transaction.ExecuteAsync(statements[statement], parameters), cancellationToken);

    private sealed record SliceRow(int Number, long After, long To);

    private sealed class RunRow
    {
        public long RunId { get; init; }

        public string Job { get; init; } = "";

        public DateOnly BusinessDate { get; init; }

        public string Occurrence { get; init; } = "";

        public int TryNo { get; init; }

        public string State { get; init; } = "";

        public string? StopReason { get; init; }

        public int LivingWorkers { get; init; }
    }

    private sealed class LeasedRow
    {
        public int Number { get; init; }

        public long Fence { get; init; }

        public long DoneTo { get; init; }

        public long ToKey { get; init; }
    }
}

internal sealed class ReportRow
{
    public long RunId { get; init; }

    public string Job { get; init; } = "";

    public DateOnly BusinessDate { get; init; }

    public string State { get; init; } = "";

    public string TriggerKind { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? StopReason { get; init; }

    public RunReport ToReport(IReadOnlyList<TallyRow> tally, IReadOnlyList<ErrorRow> errors) => new()
    {
        RunId = RunId,
        Job = Job,
        BusinessDate = BusinessDate,
        State = RunNames.ParseState(State),
        Trigger = TriggerKind,
        StartedAt = StartedAt,
        FinishedAt = FinishedAt,
        StopReason = StopReason,
        Counts = tally.Where(row => row.Currency == "").ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal),
        Amounts = tally
            .Where(row => row.Currency != "")
            .GroupBy(row => row.Currency, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                IReadOnlyDictionary<string, long> (group) => group.ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal),
                StringComparer.Ordinal),
        Errors = [.. errors.Select(row => new RunError(row.Code, row.Subject, row.Detail))],
    };
}

internal sealed class TallyRow
{
    public string Name { get; init; } = "";

    public string Currency { get; init; } = "";

    public long Value { get; init; }
}

internal sealed class ErrorRow
{
    public string Code { get; init; } = "";

    public string Subject { get; init; } = "";

    public string? Detail { get; init; }
}

/// <summary>Moves a slice forward inside the transaction that writes what the step did.</summary>
internal static class SliceSteps
{
    /// <exception cref="LeaseLostException">The fence no longer holds; the transaction must not commit.</exception>
    public static async Task AdvanceAsync(this DatabaseSession transaction, Database database, SliceStep step, DateTimeOffset now)
    {
        SliceLease lease = step.Lease;
        int moved = await transaction.ExecuteAsync(
            database.Statements["run/advance"],
            new { lease.RunId, lease.Number, lease.Fence, DoneTo = step.Cursor });
        if (moved == 0)
        {
            throw new LeaseLostException(lease);
        }

        await transaction.AddTallyAsync(database, lease.RunId, lease.Number, step.Tally, now);
    }

    /// <summary>Adds to a run's counters; slice 0 holds what was counted before there were slices.</summary>
    public static async Task AddTallyAsync(
        this DatabaseSession transaction, Database database, long runId, int number, RunCounters tally, DateTimeOffset now)
    {
        TallyRow[] rows =
        [
            .. tally.Counts.Select(count => new TallyRow(count.Key, "", count.Value)),
            .. tally.Amounts.Select(amount => new TallyRow(amount.Key.Name, amount.Key.Currency, amount.Value)),
        ];
        if (rows.Length > 0)
        {
            await transaction.ExecuteAsync(
                database.Statements["run/add-tally"], new { RunId = runId, Number = number, Batch = Database.Batch(rows) });
        }

        foreach (RunError[] errors in tally.Errors.Chunk(Database.BatchSize))
        {
            await transaction.ExecuteAsync(
                database.Statements["run/add-errors"], new { RunId = runId, Now = now, Batch = Database.Batch(errors) });
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
            database.Statements["run/close"], new { RunId = runId, State = state.Name().Ansi(), Reason = reason, Now = now });
        await transaction.ExecuteAsync(database.Statements["run/deactivate"], new { RunId = runId });
        return ended > 0;
    }
}
