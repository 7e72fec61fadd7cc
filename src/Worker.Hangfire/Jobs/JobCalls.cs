using System.Globalization;
using Hangfire.Common;

namespace Worker.Hangfire.Jobs;

/// <summary>Background jobs as Hangfire keeps them: a method of <see cref="DailyJobs"/> with ids and dates.</summary>
internal static class JobCalls
{
    /// <summary>How dates are written in arguments: Hangfire's own form of a date would depend on its serializer.</summary>
    public const string DateFormat = "yyyy-MM-dd";

    /// <param name="businessDate">The day; null in the recurring job, which has no day until its time comes.</param>
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

    /// <summary>The argument at a place, as text; null where there is none.</summary>
    public static string? Text(this Job job, int index) =>
        job.Args.Count > index && job.Args[index] is { } argument ? Convert.ToString(argument, CultureInfo.InvariantCulture) : null;
}
