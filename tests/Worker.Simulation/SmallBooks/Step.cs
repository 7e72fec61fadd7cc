using Worker.Servicing.Jobs;

namespace Worker.Simulation.SmallBooks;

/// <summary>A job's time.</summary>
/// <param name="Date">Its day.</param>
/// <param name="Time">Its time in the business zone.</param>
/// <param name="Job">Its name.</param>
public sealed record Step(DateOnly Date, TimeOnly Time, string Job)
{
    /// <summary>A day on which every job has work, until none is left. Reconciliation runs where there can be something to ask.</summary>
    public static IReadOnlyList<Step> Day { get; } =
    [
        At(0, 0, 30, JobList.MarkOverdue),
        At(0, 0, 45, JobList.LateFees),
        At(0, 8, 30, JobList.Remind),
        At(0, 8, 31, JobList.SendMail),
        At(0, 9, 0, JobList.AutoDebit),
        At(0, 9, 15, JobList.Reconcile),
        At(0, 9, 45, JobList.Reconcile),
        At(0, 14, 0, JobList.AutoDebit),
        At(0, 14, 15, JobList.Reconcile),
        At(0, 14, 45, JobList.Reconcile),
        At(0, 19, 0, JobList.AutoDebit),
        At(0, 19, 15, JobList.Reconcile),
        At(0, 20, 45, JobList.Reconcile),
        At(0, 20, 46, JobList.SendMail),
        At(1, 0, 30, JobList.MarkOverdue),
        At(1, 0, 45, JobList.LateFees),
        At(1, 8, 1, JobList.SendMail),
    ];

    public override string ToString() => $"{Job} on {Date:yyyy-MM-dd} at {Time:HH:mm}";

    private static Step At(int day, int hour, int minute, string job) => new(Dates.D.AddDays(day), new TimeOnly(hour, minute), job);
}
