using Worker.Servicing.Jobs;

namespace Worker.Benchmarks.Jobs;

/// <summary>One job to be measured, with what it is measured against.</summary>
/// <param name="Job">The job.</param>
/// <param name="BusinessDate">The date it works for.</param>
/// <param name="Now">What the business clock shows.</param>
/// <param name="Counters">What it counts as done.</param>
/// <param name="Before">Jobs that have to run first, unmeasured.</param>
public sealed record JobCase(string Job, DateOnly BusinessDate, DateTimeOffset Now, string[] Counters, JobCase[]? Before = null)
{
    private static readonly DateOnly D = BenchmarkBook.DueDate;

    public static IReadOnlyList<JobCase> All { get; } =
    [
        new(JobList.MarkOverdue, D.AddDays(-1), At(D, 0, 30), ["due", "overdue"]),
        new(JobList.LateFees, D.AddDays(-1), At(D, 0, 45), ["posted"]),
        new(JobList.Remind, D.AddDays(-1), At(D.AddDays(-1), 8, 30), ["dueSoon", "overdue"]),
        new(JobList.AutoDebit, D, At(D, 9, 0), ["debited"]),
        new(JobList.SendMail, D.AddDays(-1), At(D.AddDays(-1), 8, 31), ["sent"], [new(JobList.Remind, D.AddDays(-1), At(D.AddDays(-1), 8, 30), [])]),
    ];

    private static DateTimeOffset At(DateOnly date, int hour, int minute) =>
        new(date, new TimeOnly(hour, minute), TimeSpan.FromHours(8));
}
