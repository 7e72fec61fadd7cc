namespace Worker.Servicing.Messages;

/// <summary>Whether a message that was held back still has something to say when it could go.</summary>
public static class Staleness
{
    /// <summary>
    /// True for a notice (due soon, overdue, debit failed) whose installment has been paid meanwhile or whose business date
    /// is too long past, and for a due notice once the day that it announces is past. What happened stays true: other kinds are never stale.
    /// </summary>
    /// <param name="dueOn">The day that a due notice announces: the due date, or that of a later debit.</param>
    /// <param name="staleAfterDays">After more days than this it is too late, 0 or more.</param>
    public static bool IsStale(
        MessageKind kind,
        DateOnly businessDate,
        DateOnly dueOn,
        bool isPaid,
        DateOnly today,
        int staleAfterDays) => kind switch
        {
            MessageKind.DueSoon => today > dueOn || IsOutdated(businessDate, isPaid, today, staleAfterDays),
            MessageKind.Overdue or MessageKind.DebitFailed => IsOutdated(businessDate, isPaid, today, staleAfterDays),
            _ => false,
        };

    private static bool IsOutdated(DateOnly businessDate, bool isPaid, DateOnly today, int staleAfterDays) =>
        isPaid || today.DayNumber - businessDate.DayNumber > staleAfterDays;
}
