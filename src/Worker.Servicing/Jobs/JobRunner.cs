using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Worker.Servicing.Jobs;

/// <summary>
/// Runs a job to its end: begins or joins a run, leases its slices until none is left, and closes it. Any number of
/// processes may do this at once; the engine that calls it remembers nothing.
/// </summary>
/// <param name="help">Calls other hosts to a long run; null where there is nobody to call.</param>
/// <param name="cancellations">Null where no run can be cancelled.</param>
public sealed partial class JobRunner(
    IEnumerable<IJob> jobs,
    IRunStore store,
    RunSettings settings,
    TimeProvider time,
    MachineClock machine,
    ILogger<JobRunner> logger,
    IScaleOut? help = null,
    ICancellationRequests? cancellations = null)
{
    private static readonly TimeSpan WaitForOthers = TimeSpan.FromMilliseconds(250);
    private static readonly Func<ILogger, long, IDisposable?> Scope = LoggerMessage.DefineScope<long>("run {RunId}");

    private readonly Dictionary<string, IJob> jobs = jobs.ToDictionary(job => job.Name, StringComparer.Ordinal);
    private readonly LeasedSlices slices = new(store, settings, machine, logger, cancellations);
    private readonly string owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>A failure is a state of the report, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; the run stays active and whoever comes next continues it.</exception>
    public async Task<RunReport> RunAsync(RunRequest request, CancellationToken cancellationToken) =>
        await ContinueAsync(await OpenAsync(request, cancellationToken), request.DroppedDays, cancellationToken);

    /// <summary>Begins or joins a run without working on it: <see cref="ContinueAsync"/>, or another worker, does that.</summary>
    public Task<OpenedRun> OpenAsync(RunRequest request, CancellationToken cancellationToken) =>
        store.OpenAsync(request, time.GetUtcNow(), machine.Now, cancellationToken);

    public async Task<RunReport> ContinueAsync(OpenedRun opened, int droppedDays, CancellationToken cancellationToken)
    {
        Run run = opened.Run;
        using IDisposable? scope = Scope(logger, run.RunId);
        using Activity? activity = RunTelemetry.Start(run);
        var ending = new Ending();
        if (opened.Opening != RunOpening.AlreadyFinished)
        {
            LogOpened(run.RunId, run.Job, run.BusinessDate, opened.Opening);
            ending = await WorkThroughAsync(jobs[run.Job], run, droppedDays, cancellationToken);
        }

        RunReport report = await ReportAsync(run, opened.Opening, ending, cancellationToken);
        activity?.SetTag("state", report.State.Name()).SetStatus(ending.Fault is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, report.StopReason);
        return report;
    }

    /// <summary>Works on a run that another worker began, until none of its slices is left. Begins none itself.</summary>
    public async Task<RunReport> HelpAsync(Run run, CancellationToken cancellationToken)
    {
        using IDisposable? scope = Scope(logger, run.RunId);
        LogOpened(run.RunId, run.Job, run.BusinessDate, RunOpening.Joined);
        Ending ending = await WorkThroughAsync(jobs[run.Job], run, 0, cancellationToken);
        return await ReportAsync(run, RunOpening.Joined, ending, cancellationToken);
    }

    private async Task<RunReport> ReportAsync(Run run, RunOpening opening, Ending ending, CancellationToken cancellationToken)
    {
        RunReport report = await store.ReportAsync(run.RunId, cancellationToken) with { Opening = opening, Fault = ending.Fault };
        if (ending.IsOurs)
        {
            RunTelemetry.Ended(report);
        }

        LogReport(report.RunId, report.Job, report.BusinessDate, report.State, report.StopReason);
        return report;
    }

    public async Task<RunReport> PreviewAsync(string job, DateOnly businessDate, CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = time.GetUtcNow();
        Run run = await store.ForPreviewAsync(job, businessDate, cancellationToken);
        var tally = new RunCounters();
        await jobs[job].PreviewAsync(run, tally, cancellationToken);
        return new RunReport
        {
            RunId = 0,
            Job = job,
            BusinessDate = businessDate,
            State = tally.Counts.ContainsKey(CounterNames.SetAside) ? RunState.SetAside : RunState.Completed,
            Trigger = RunTrigger.Manual.Name(),
            StartedAt = startedAt,
            FinishedAt = time.GetUtcNow(),
            Counts = tally.Counts,
            Amounts = tally.Amounts
                .GroupBy(amount => amount.Key.Currency, StringComparer.Ordinal)
                .ToDictionary(
                    group => group.Key,
                    IReadOnlyDictionary<string, long> (group) =>
                        group.ToDictionary(amount => amount.Key.Name, amount => amount.Value, StringComparer.Ordinal),
                    StringComparer.Ordinal),
            Errors = tally.Errors,
        };
    }

    /// <summary>Works until the run is over; returns what broke it off here, if anything did.</summary>
    private async Task<Ending> WorkThroughAsync(IJob job, Run run, int droppedDays, CancellationToken cancellationToken)
    {
        try
        {
            if (run.State == RunState.Cutting)
            {
                var tally = new RunCounters();
                tally.Count(CounterNames.DroppedDays, droppedDays);
                IReadOnlyList<KeyRange> ranges = await job.PartitionAsync(run, tally, cancellationToken);
                await store.SaveSlicesAsync(run.RunId, ranges, tally, time.GetUtcNow(), cancellationToken);
                if (help is not null && ranges.Count > settings.MaxParallelSlices)
                {
                    await help.CallAsync(run, ranges.Count, cancellationToken);
                }
            }

            while (await WorkInParallelAsync(job, run, cancellationToken) > 0)
            {
                // What is left belongs to other workers. Should one of them die, its lease runs out and we go on.
                await Task.Delay(WaitForOthers, machine.Time, cancellationToken);
            }

            return new Ending(await store.CloseAsync(run.RunId, RunState.Completed, null, time.GetUtcNow(), cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (RunCancelledException)
        {
            RunEnd end;
            while ((end = await cancellations!.TryEndAsync(run.RunId, time.GetUtcNow(), machine.Now, cancellationToken)) == RunEnd.Held)
            {
                // Other workers are still writing. The last one ends the run.
                await Task.Delay(WaitForOthers, machine.Time, cancellationToken);
            }

            return new Ending(end == RunEnd.Ended);
        }
        catch (RunStoppedException stopped)
        {
            return new Ending(await store.CloseAsync(run.RunId, RunState.Stopped, stopped.Message, time.GetUtcNow(), CancellationToken.None));
        }
        catch (Exception failure)
        {
            LogFailure(failure, run.RunId, run.Job);
            return new Ending(
                await store.CloseAsync(run.RunId, RunState.Failed, $"{failure.GetType().Name}: {failure.Message}", time.GetUtcNow(), CancellationToken.None),
                failure);
        }
    }

    /// <summary>Works until no slice is free; returns how many are not done, which other workers hold.</summary>
    private async Task<int> WorkInParallelAsync(IJob job, Run run, CancellationToken cancellationToken)
    {
        LeaseAnswer first = await LeaseAsync(run, cancellationToken);
        if (first.Lease is null)
        {
            return first.Open;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = new List<Task<int>> { Task.Run(() => WorkSlicesAsync(job, run, first, stop), CancellationToken.None) };
        for (int worker = 1; worker < Math.Min(settings.MaxParallelSlices, first.Open); worker++)
        {
            workers.Add(Task.Run(async () => await WorkSlicesAsync(job, run, await LeaseAsync(run, stop.Token), stop), CancellationToken.None));
        }

        int[] open = await ParallelSlices.WhenAllOrFirstCause(workers);
        return open.Min();
    }

    private async Task<int> WorkSlicesAsync(IJob job, Run run, LeaseAnswer answer, CancellationTokenSource stop)
    {
        try
        {
            while (answer.Lease is SliceLease lease)
            {
                await slices.WorkAsync(job, run, lease, stop.Token);
                answer = await LeaseAsync(run, stop.Token);
            }

            return answer.Open;
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task<LeaseAnswer> LeaseAsync(Run run, CancellationToken cancellationToken)
    {
        DateTimeOffset now = machine.Now;
        LeaseAnswer answer = await store.LeaseAsync(run.RunId, owner, now, now + settings.Lease, cancellationToken);
        if (answer.Lease is SliceLease lease)
        {
            RunTelemetry.Leased(run.Job, lease);
        }

        return answer;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of {Job} for {BusinessDate}: {Opening}")]
    private partial void LogOpened(long runId, string job, DateOnly businessDate, RunOpening opening);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of {Job} for {BusinessDate} is {State}. {Reason}")]
    private partial void LogReport(long runId, string job, DateOnly businessDate, RunState state, string? reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} of {Job} failed")]
    private partial void LogFailure(Exception failure, long runId, string job);

    /// <param name="Fault">What broke it off here; null where nothing did.</param>
    private readonly record struct Ending(bool IsOurs, Exception? Fault = null);
}

/// <summary>What works on several slices of a run at once.</summary>
internal static class ParallelSlices
{
    /// <summary>Waits for every slice, then throws what stopped the first one rather than the cancellation of the others.</summary>
    public static async Task<int[]> WhenAllOrFirstCause(IReadOnlyCollection<Task<int>> workers)
    {
        Task<int[]> all = Task.WhenAll(workers);
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Exception? cause = all.Exception?.InnerExceptions.FirstOrDefault(inner => inner is not OperationCanceledException);
        if (cause is not null)
        {
            ExceptionDispatchInfo.Throw(cause);
        }

        return await all;
    }
}

/// <summary>Another worker has the slice; nothing of the step was written.</summary>
public sealed class LeaseLostException(SliceLease lease)
    : Exception($"Slice {lease.Number} of run {lease.RunId} was taken over: fence {lease.Fence} no longer holds.");

/// <summary>An operator requested that the run be cancelled. What was done is already written.</summary>
public sealed class RunCancelledException(string reason) : Exception(reason);

/// <summary>A run limit: the run stops and an operator has to run it again. What was done is already written.</summary>
public sealed class RunStoppedException(string reason) : Exception(reason);
