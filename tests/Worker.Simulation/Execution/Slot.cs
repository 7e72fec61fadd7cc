using Worker.Servicing.Jobs;

namespace Worker.Simulation.Execution;

/// <summary>What a time of day is for.</summary>
internal enum SlotKind
{
    /// <summary>A job's time.</summary>
    Job = 1,

    /// <summary>A time of a job that runs all day: it is dispatched when it would find something.</summary>
    WhenDue,

    /// <summary>People do what the story has them do.</summary>
    People,
}

/// <summary>A time of every day, in the business zone.</summary>
internal sealed record Slot(TimeOnly Time, SlotKind Kind, string Job = "")
{
    /// <summary>A day, in order.</summary>
    public static IReadOnlyList<Slot> OfDay { get; } =
    [
        new(new TimeOnly(0, 30), SlotKind.Job, JobList.MarkOverdue),
        new(new TimeOnly(0, 45), SlotKind.Job, JobList.LateFees),
        new(new TimeOnly(1, 0), SlotKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(8, 0), SlotKind.People),
        new(new TimeOnly(8, 30), SlotKind.Job, JobList.Remind),
        new(new TimeOnly(8, 35), SlotKind.WhenDue, JobList.SendMail),
        new(new TimeOnly(9, 0), SlotKind.Job, JobList.AutoDebit),
        new(new TimeOnly(9, 15), SlotKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(9, 45), SlotKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(12, 0), SlotKind.People),
        new(new TimeOnly(12, 15), SlotKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(14, 0), SlotKind.Job, JobList.AutoDebit),
        new(new TimeOnly(14, 15), SlotKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(14, 20), SlotKind.WhenDue, JobList.SendMail),
        new(new TimeOnly(17, 0), SlotKind.People),
        new(new TimeOnly(19, 0), SlotKind.Job, JobList.AutoDebit),
        new(new TimeOnly(19, 15), SlotKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(20, 0), SlotKind.WhenDue, JobList.SendMail),
        new(new TimeOnly(22, 30), SlotKind.WhenDue, JobList.Reconcile),
        new(new TimeOnly(22, 31), SlotKind.WhenDue, JobList.SendMail),
    ];

    /// <summary>True for jobs that work for the day before.</summary>
    public static bool IsOfClosedDay(string job) => job is JobList.MarkOverdue or JobList.LateFees;
}
