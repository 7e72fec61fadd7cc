using System.Globalization;
using Hangfire.Common;
using Hangfire.Server;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Jobs;

/// <summary>Background jobs as Hangfire stores them: a method of <see cref="DailyJobs"/> with ids and dates.</summary>
internal static class JobCalls
{
    /// <summary>Dates in arguments: Hangfire's own format would depend on its serializer.</summary>
    public const string DateFormat = "yyyy-MM-dd";

    /// <param name="businessDate">Null in the recurring job, which has none until its time comes.</param>
    public static Job Run(string job, DateOnly? businessDate)
    {
        string? date = businessDate?.ToString(DateFormat, CultureInfo.InvariantCulture);
        return Job.FromExpression<DailyJobs>(jobs => jobs.RunAsync(job, date, null!, CancellationToken.None), Queues.Of(job));
    }

    public static Job Help(string job, DateOnly businessDate, long runId, string queue)
    {
        string date = businessDate.ToString(DateFormat, CultureInfo.InvariantCulture);
        return Job.FromExpression<DailyJobs>(jobs => jobs.HelpAsync(job, date, runId, null!, CancellationToken.None), queue);
    }

    public static Job CatchUp() => Job.FromExpression<DailyJobs>(jobs => jobs.CatchUpAsync(null!, CancellationToken.None), Queues.Debit);

    public static bool IsRun(this Job? job) => job?.Type == typeof(DailyJobs) && job.Method.Name == nameof(DailyJobs.RunAsync);

    /// <summary>The argument as text; null if there is none.</summary>
    public static string? Text(this Job job, int index) =>
        job.Args.Count > index && job.Args[index] is { } argument ? Convert.ToString(argument, CultureInfo.InvariantCulture) : null;
}

/// <summary>Parameters of a background job, which the dashboard shows. Queued jobs have their names, so these stay as they are.</summary>
internal static class JobMarks
{
    /// <summary>The run's occurrence if somebody triggered it: a retry continues the same run.</summary>
    public const string Occurrence = "Occasion";

    public const string Actor = "Actor";

    /// <summary>The actor's account at an OpenID Connect provider, if there is one.</summary>
    public const string Account = "Account";

    public const string Reason = "Reason";

    /// <summary>The keys of its runs, separated by commas.</summary>
    public const string Runs = "Runs";

    public const string FoundNothing = "FoundNothing";

    /// <summary>A name that no other run of the job has.</summary>
    public static string NewOccurrence() => RunRequest.NewOccurrence();

    public static void Add(this IDictionary<string, object> marks, Actor actor)
    {
        marks[Actor] = actor.Name;
        if (actor.Account is { } account)
        {
            marks[Account] = account;
        }
    }

    public static Actor TriggeredBy(this PerformContext context) =>
        new(context.GetJobParameter<string?>(Actor) ?? "dashboard", context.GetJobParameter<ProviderAccount?>(Account));

    public static void Note(this PerformContext context, params IReadOnlyList<RunReport> reports)
    {
        context.SetJobParameter(Runs, string.Join(',', reports.Select(report => report.RunId)));
        context.SetJobParameter(FoundNothing, reports.All(FoundNothingIn));
    }

    private static bool FoundNothingIn(RunReport report) =>
        report.State == RunState.Completed && (report.Counts.Count == 0 || report.Opening != RunOpening.Started);
}

/// <summary>The queues, in the order they are served.</summary>
public static class Queues
{
    /// <summary>Jobs that move money, and those that come before them.</summary>
    public const string Debit = "debit";

    public const string Mail = "mail";

    public const string Default = "default";

    public static IReadOnlyList<string> Shared { get; } = [Debit, Mail, Default];

    public static string Of(string job) => job switch
    {
        JobList.AutoDebit or JobList.Reconcile => Debit,
        JobList.SendMail or JobList.Remind => Mail,
        _ => Default,
    };
}
