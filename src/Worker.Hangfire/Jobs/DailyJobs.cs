using System.Globalization;
using Hangfire.Server;
using Microsoft.Extensions.Hosting;
using Worker.Hangfire.ScaleOut;
using Worker.Servicing.Calendar;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Jobs;

/// <summary>
/// What Hangfire calls. Queued jobs outlive a release: the name of this type, the names of its methods and their parameters
/// stay as they are (docs/hangfire.md). Arguments are ids and dates; what there is to do is in our tables.
/// </summary>
public sealed class DailyJobs(
    JobDispatcher dispatcher,
    JobRunner runner,
    IActiveRuns active,
    CalledHelp help,
    JobTimetable timetable,
    TimeProvider time,
    IHostApplicationLifetime host)
{
    /// <summary>
    /// Runs a job. A scheduled one runs for its newest occurrence so far, whatever day the background job was made for; a triggered
    /// one for the day in its arguments.
    /// </summary>
    /// <param name="businessDate">ISO text.</param>
    /// <returns>The outcome, for the dashboard.</returns>
    /// <exception cref="RunNotCompletedException">The run was stopped by a limit, or failed.</exception>
    public async Task<string> RunAsync(string job, string? businessDate, PerformContext context, CancellationToken cancellationToken)
    {
        JobDefinition definition = JobList.Find(job) ?? throw new InvalidOperationException($"'{job}' is no longer on the list of jobs.");
        RunReport report = await UntilStoppedAsync(
            token => context.GetJobParameter<string?>(JobMarks.Occurrence) is { Length: > 0 } occurrence
                ? runner.RunAsync(Triggered(job, businessDate, occurrence, context), token)
                : dispatcher.RunAsync(definition, NewestOf(definition), RunTrigger.Schedule, token),
            cancellationToken);
        context.Note(report);
        help.Dismiss(report.RunId);
        return Outcome(report);
    }

    /// <param name="businessDate">ISO text.</param>
    /// <returns>The outcome of the run. Only the job that began it fails with it.</returns>
    public async Task<string> HelpAsync(string job, string businessDate, long runId, PerformContext context, CancellationToken cancellationToken)
    {
        if (await active.FindActiveAsync(runId, cancellationToken) is not Run run)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Run {runId} of {job} for {businessDate} had ended already.");
        }

        RunReport report = await UntilStoppedAsync(token => runner.HelpAsync(run, token), cancellationToken);
        context.Note(report);
        return RunSentence.Of(report);
    }

    /// <returns>The outcome of each job.</returns>
    /// <exception cref="RunNotCompletedException">One of the runs was stopped by a limit, or failed.</exception>
    public async Task<string> CatchUpAsync(PerformContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<RunReport> reports = await UntilStoppedAsync(dispatcher.CatchUpAsync, cancellationToken);
        context.Note(reports);
        foreach (RunReport report in reports)
        {
            help.Dismiss(report.RunId);
        }

        return string.Join(" ", reports.OrderBy(IsWhole).Select(Outcome));
    }

    /// <summary>Stops with the host at once: Hangfire passes the stop on only after the site and other services have stopped.</summary>
    private async Task<T> UntilStoppedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        try
        {
            return await work(stop.Token);
        }
        catch (OperationCanceledException) when (host.ApplicationStopping.IsCancellationRequested)
        {
            // Hangfire puts the job back into its queue only once it knows of the stop; before that, the job would count as failed.
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            throw;
        }
    }

    private static RunRequest Triggered(string job, string? businessDate, string occurrence, PerformContext context) => new(
        job,
        DateOnly.ParseExact(businessDate ?? "", JobCalls.DateFormat, CultureInfo.InvariantCulture),
        occurrence,
        RunTrigger.Manual,
        context.TriggeredBy(),
        context.GetJobParameter<string?>(JobMarks.Reason))
    {
        BackgroundJob = context.BackgroundJob.Id,
    };

    private ScheduledOccurrence NewestOf(JobDefinition job) => timetable.NewestOf(job, time.GetUtcNow()).Occurrence;

    /// <summary>The sentence about a run, or an exception with it. A run that had ended before does not fail this job.</summary>
    private static string Outcome(RunReport report) => IsWhole(report)
        ? RunSentence.Of(report)
        : throw new RunNotCompletedException(RunSentence.Of(report), report.IsTriedAgain ? new HttpRequestException(report.StopReason) : report.Fault);

    private static bool IsWhole(RunReport report) =>
        (report.State is not (RunState.Stopped or RunState.Failed) && !report.IsTriedAgain) || report.Opening == RunOpening.AlreadyFinished;
}

/// <summary>A run was stopped by a limit, or failed: so the background job has failed.</summary>
/// <param name="fault">The fault; null when a limit stopped the run, and when the fault was on another host.</param>
public sealed class RunNotCompletedException(string sentence, Exception? fault) : Exception(sentence, fault);

internal static class RunSentence
{
    /// <summary>Which run, for which day, its state, its counters.</summary>
    public static string Of(RunReport report)
    {
        string run = string.Create(CultureInfo.InvariantCulture, $"Run {report.RunId} of {report.Job} for {report.BusinessDate:yyyy-MM-dd}");
        string how = report.Opening switch
        {
            RunOpening.Joined => "was active already and was joined; it ",
            RunOpening.AlreadyFinished => "had ended already, and nothing was done; it ",
            _ => "",
        };
        string reason = report.StopReason is { Length: > 0 } text ? $": {text.TrimEnd('.')}" : "";
        return $"{run} {how}{Verb(report)}{reason}. {Counters(report)}";
    }

    private static string Verb(RunReport report) => report.State switch
    {
        RunState.Completed => "is completed",
        RunState.SetAside when report.IsTriedAgain => "was set aside",
        RunState.SetAside => "is completed, with rows set aside",
        RunState.Stopped => "was stopped",
        RunState.Failed => "has failed",
        RunState.Superseded => "was superseded",
        RunState.Cancelled => "was cancelled",
        _ => "is active",
    };

    private static string Counters(RunReport report) => report.Counts.Count == 0
        ? "There was nothing to do."
        : string.Join("; ", report.Counts.Select(count => string.Create(
            CultureInfo.InvariantCulture, $"{count.Key} {count.Value:N0}{AmountsOf(report, count.Key)}"))) + ".";

    /// <summary>The amounts of a counter, in brackets; empty if it has none.</summary>
    public static string AmountsOf(RunReport report, string counter)
    {
        string amounts = string.Join(", ", report.Amounts
            .Where(currency => currency.Value.ContainsKey(counter) && Currency.TryParse(currency.Key, out _))
            .Select(currency => new Money(currency.Value[counter], Currency.Parse(currency.Key)).ToString()));
        return amounts.Length == 0 ? "" : $" ({amounts})";
    }
}
