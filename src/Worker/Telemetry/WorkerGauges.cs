using System.Diagnostics.Metrics;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Operations;

namespace Worker.Telemetry;

/// <summary>
/// How things stand, as gauges: the same figures that <c>worker status</c> tells, whichever server is asked. They are read from the
/// database at most once in <see cref="HoldsFor"/>, however many ask.
/// </summary>
internal sealed class WorkerGauges : IDisposable
{
    public const string Name = "Worker.Standing";

    public static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(10);

    private readonly StatusService status;
    private readonly MachineClock machine;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Meter meter;
    private DateTimeOffset? readAt;
    private StatusReport? report;

    public WorkerGauges(StatusService status, MachineClock machine, IMeterFactory meters)
    {
        this.status = status;
        this.machine = machine;
        meter = meters.Create(Name);
        meter.CreateObservableGauge("worker.database.up", () => report is null ? 0 : 1, null, "1 while these figures can be read from the database.");
        meter.CreateObservableGauge("worker.job.last_success.age", LastSuccessAges, "s", "Since when a job last ended well, by job; missing where it never did or its last run did not.");
        meter.CreateObservableGauge("worker.job.last_run.duration", LastDurations, "s", "How long a job's last run took, by job.");
        meter.CreateObservableGauge("worker.job.last_run.failed", LastFailures, null, "1 where a job's last run failed or was stopped, by job.");
        meter.CreateObservableGauge("worker.job.lag.days", Lags, null, "Business dates that a job is behind its schedule, by job.");
        meter.CreateObservableGauge("worker.attempts.in_doubt", Doubts, null, "Debit attempts without an answer, by age: fresh, warning, alarm.");
        meter.CreateObservableGauge("worker.attempts.in_doubt.oldest.age", () => AgeOf(report?.InDoubt), "s", "The age of the oldest debit attempt without an answer.");
        meter.CreateObservableGauge("worker.channel.last_success.age", ChannelAges, "s", "Since when a channel last answered a debit, by channel; missing where it never did.");
        meter.CreateObservableGauge("worker.channel.error_share", ChannelErrors, null, "The share of the newest attempts that a channel or the way to it failed at, by channel and most frequent error.");
        meter.CreateObservableGauge("worker.outbox.messages", () => Count(report?.Outbox.Count), null, "Messages that wait in the outbox.");
        meter.CreateObservableGauge("worker.outbox.no_address", () => Count(report?.MessagesWithoutAddress), null, "Messages to customers without an e-mail address.");
        meter.CreateObservableGauge("worker.outbox.oldest.age", () => AgeOf(report?.Outbox), "s", "Since when the oldest message waits in the outbox.");
        meter.CreateObservableGauge("worker.installments.overdue", Overdue, null, "Overdue installments by bucket: M1, M2, M3, M4+.");
        meter.CreateObservableGauge("worker.installments.stopped", () => Count(report?.StoppedForCollections), null, "Installments that are no longer debited: left to collections.");
        meter.CreateObservableGauge("worker.switches.off", () => Count(report?.SwitchesOff.Count), null, "Switches that an operator has thrown.");
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            DateTimeOffset now = machine.Now;
            if (readAt is DateTimeOffset then && then <= now && now - then < HoldsFor)
            {
                return;
            }

            try
            {
                report = await status.ReadAsync(cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // worker.database.up says so; what this process counted by itself is still told.
                report = null;
            }

            readAt = machine.Now;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        meter.Dispose();
        gate.Dispose();
    }

    private static Measurement<T> Of<T>(T value, string label, string name)
        where T : struct => new(value, new KeyValuePair<string, object?>(label, name));

    private static IEnumerable<Measurement<long>> Count(long? count) => count is long known ? [new(known)] : [];

    private IEnumerable<Measurement<double>> AgeOf(Backlog? backlog) =>
        backlog is null ? [] : [new(backlog.AgeAt(report!.ReadAt)?.TotalSeconds ?? 0)];

    private IEnumerable<(string Job, RunReport Run)> LastRuns() =>
        from job in report?.Jobs ?? [] where job.LastRun is not null select (job.Job, job.LastRun);

    private IEnumerable<Measurement<double>> LastSuccessAges() =>
        from job in LastRuns()
        where job.Run is { State: RunState.Completed or RunState.SetAside, FinishedAt: not null }
        select Of(Math.Max(0, (report!.ReadAt - job.Run.FinishedAt!.Value).TotalSeconds), "job", job.Job);

    private IEnumerable<Measurement<double>> LastDurations() =>
        from job in LastRuns()
        where job.Run.FinishedAt is not null
        select Of(Math.Max(0, (job.Run.FinishedAt!.Value - job.Run.StartedAt).TotalSeconds), "job", job.Job);

    private IEnumerable<Measurement<long>> LastFailures() =>
        from job in LastRuns() select Of(job.Run.State is RunState.Failed or RunState.Stopped ? 1L : 0, "job", job.Job);

    private IEnumerable<Measurement<long>> Lags() =>
        from job in report?.Jobs ?? [] where job.LagDays is not null select Of((long)job.LagDays!.Value, "job", job.Job);

    private IEnumerable<Measurement<long>> Doubts() => report is null
        ? []
        : [Of(report.Doubts.Fresh, "age", "fresh"), Of(report.Doubts.Warnings, "age", "warning"), Of(report.Doubts.Alarms, "age", "alarm")];

    private IEnumerable<Measurement<double>> ChannelAges() =>
        from channel in report?.Channels ?? []
        where channel.LastSuccess is not null
        select Of(Math.Max(0, (report!.ReadAt - channel.LastSuccess!.Value).TotalSeconds), "channel", channel.Channel);

    private IEnumerable<Measurement<double>> ChannelErrors() =>
        from channel in report?.Channels ?? []
        select new Measurement<double>(channel.ErrorShare, new("channel", channel.Channel), new("error", channel.TopError ?? ""));

    private IEnumerable<Measurement<long>> Overdue() =>
        from bucket in report?.Overdue ?? new Dictionary<DelinquencyBucket, long>() select Of(bucket.Value, "bucket", bucket.Key.Name());
}
