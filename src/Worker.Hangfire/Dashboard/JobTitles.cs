using Hangfire.Common;
using Worker.Hangfire.Jobs;
using Worker.Servicing.Jobs;

namespace Worker.Hangfire.Dashboard;

internal static class JobTitles
{
    /// <summary>The name of a background job: <c>Auto-debit for 2026-11-21</c>.</summary>
    public static string Of(Job job)
    {
        if (job.Type != typeof(DailyJobs))
        {
            return job.ToString();
        }

        return job.Method.Name switch
        {
            nameof(DailyJobs.RunAsync) => OfJob(job.Text(0)) + For(job.Text(1)),
            nameof(DailyJobs.HelpAsync) => $"Help with run {job.Text(2)}: {OfJob(job.Text(0))}{For(job.Text(1))}",
            nameof(DailyJobs.CatchUpAsync) => "Catching up on missed times",
            _ => job.ToString(),
        };
    }

    private static string OfJob(string? name) => name switch
    {
        JobList.AutoDebit => "Auto-debit",
        JobList.Reconcile => "Reconciliation",
        JobList.MarkOverdue => "Marking what is overdue",
        JobList.LateFees => "Late fees",
        JobList.Remind => "Reminders",
        JobList.SendMail => "Sending mail",
        _ => name ?? "",
    };

    private static string For(string? businessDate) => string.IsNullOrEmpty(businessDate) ? "" : $" for {businessDate}";
}
