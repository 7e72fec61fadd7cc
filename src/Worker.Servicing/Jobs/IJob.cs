namespace Worker.Servicing.Jobs;

/// <summary>
/// One of the daily jobs. What it finds to do follows from the rules and the book alone, so it may be run again at any
/// time, by several workers at once, and be cut off anywhere.
/// </summary>
public interface IJob
{
    string Name { get; }

    /// <summary>Cuts the candidates into ranges of keys, about as many in each.</summary>
    Task<IReadOnlyList<KeyRange>> PartitionAsync(Run run, RunCounters tally, CancellationToken cancellationToken);

    /// <summary>Works through a slice in batches, writing each with a <see cref="SliceStep"/>.</summary>
    /// <exception cref="LeaseLostException">Another worker has the slice.</exception>
    /// <exception cref="RunStoppedException">A run limit was reached.</exception>
    Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken);

    Task PreviewAsync(Run run, RunCounters tally, CancellationToken cancellationToken);
}

/// <param name="Times">When it runs unless <c>Schedule:&lt;job&gt;</c> says otherwise.</param>
/// <param name="BusinessDate">Which day it works for at that time.</param>
public sealed record JobDefinition(
    string Name,
    string Sentence,
    string Times,
    BusinessDateRule BusinessDate,
    MissedDays MissedDays,
    string? After = null);

/// <summary>The one list of jobs. Engines register it, the command line offers it, the host catches up by it, in this order.</summary>
public static class JobList
{
    public const string Reconcile = "reconcile";

    public const string MarkOverdue = "mark-overdue";

    public const string LateFees = "late-fees";

    public const string Remind = "remind";

    public const string AutoDebit = "auto-debit";

    public const string SendMail = "send-mail";

    public static IReadOnlyList<JobDefinition> All { get; } =
    [
        new(Reconcile, "Asks the channels about every attempt in doubt and settles it", "every 15 minutes", BusinessDateRule.ThatDay, MissedDays.Collapse),
        new(MarkOverdue, "Marks unpaid installments past their grace as overdue", "00:30", BusinessDateRule.DayJustClosed, MissedDays.Collapse),
        new(LateFees, "Posts late fees up to what the policy says", "00:45", BusinessDateRule.DayJustClosed, MissedDays.Collapse, MarkOverdue),
        new(Remind, "Writes due and overdue notices into the outbox", "08:30", BusinessDateRule.ThatDay, MissedDays.Replay),
        new(AutoDebit, "Debits what is due", "09:00, 14:00, 19:00", BusinessDateRule.ThatDay, MissedDays.Collapse),
        new(SendMail, "Sends what is in the outbox", "every minute", BusinessDateRule.ThatDay, MissedDays.Collapse),
    ];

    public static JobDefinition? Find(string name) => All.FirstOrDefault(job => job.Name == name);
}
