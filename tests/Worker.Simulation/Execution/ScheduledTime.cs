using Worker.Servicing.Jobs;

namespace Worker.Simulation.Execution;

/// <summary>What a time of day is for.</summary>
internal enum ScheduledTimeKind
{
    /// <summary>A job's time.</summary>
    Job = 1,

    /// <summary>A time of a job that runs all day: it is dispatched when it would find something.</summary>
    WhenDue,

    /// <summary>People do what the story has them do.</summary>
    People,
}

/// <summary>A time of every day, in the business zone.</summary>
internal sealed record ScheduledTime(TimeOnly Time, ScheduledTimeKind Kind, string Job = "")
{
    /// <summary>A day, in order.</summary>
    public static IReadOnlyList<ScheduledTime> OfDay { get; } =
    [
        new(new TimeOnly(0, 30), ScheduledTimeKind.Job, JobList.MarkOverdue),
        new(new TimeOnly(0, 45), ScheduledTimeKind.Job, JobList.LateFees),
        new(new TimeOnly(1, 0), ScheduledTimeKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(8, 0), ScheduledTimeKind.People),
        new(new TimeOnly(8, 30), ScheduledTimeKind.Job, JobList.Remind),
        new(new TimeOnly(8, 35), ScheduledTimeKind.WhenDue, JobList.SendMail),
        new(new TimeOnly(9, 0), ScheduledTimeKind.Job, JobList.AutoDebit),
        new(new TimeOnly(9, 15), ScheduledTimeKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(9, 45), ScheduledTimeKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(12, 0), ScheduledTimeKind.People),
        new(new TimeOnly(12, 15), ScheduledTimeKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(14, 0), ScheduledTimeKind.Job, JobList.AutoDebit),
        new(new TimeOnly(14, 15), ScheduledTimeKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(14, 20), ScheduledTimeKind.WhenDue, JobList.SendMail),
        new(new TimeOnly(17, 0), ScheduledTimeKind.People),
        new(new TimeOnly(19, 0), ScheduledTimeKind.Job, JobList.AutoDebit),
        new(new TimeOnly(19, 15), ScheduledTimeKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(20, 0), ScheduledTimeKind.WhenDue, JobList.SendMail),
        new(new TimeOnly(22, 30), ScheduledTimeKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(22, 31), ScheduledTimeKind.WhenDue, JobList.SendMail),
    ];

    /// <summary>True for jobs that work for the day before.</summary>
    public static bool IsOfClosedDay(string job) => job is JobList.MarkOverdue or JobList.LateFees;
}
