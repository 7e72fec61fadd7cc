using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Debits;

/// <summary>
/// Whether an installment may be tried on a business date. Each day of the schedule opens a slot that lasts until the next
/// one; a slot has its tries on one business date, the first on which the installment could be reached, so that a missed
/// day is caught up with and not tried again the day after. A method that came or came back opens one too. A debit
/// before the due date is extra: one an installment, and it uses up none of the schedule.
/// </summary>
public static class RetryRule
{
    /// <param name="counted">The attempts on the installment that count, in any order; of other slots only the newest matters.</param>
    /// <param name="leadDays">How many days before the due date the extra debit may be made, 0 or more.</param>
    /// <param name="limits">What is known about the method that would be debited.</param>
    public static RetryDecision Decide(
        RetrySchedule schedule,
        DateOnly due,
        DateOnly businessDate,
        DateTimeOffset now,
        IReadOnlyList<CountedAttempt> counted,
        int leadDays = 0,
        RetryLimits limits = default)
    {
        IReadOnlyList<int> days = schedule.Days;
        int day = businessDate.DayNumber - due.DayNumber;
        RetryDecision decision = day < 0
            ? DecideLead(due, day, due.AddDays(days[0]), counted, leadDays)
            : DecideSlot(schedule, due, businessDate, now, counted, limits);
        if (decision.Verdict == RetryVerdict.Go && limits.IsStopped)
        {
            return RetryDecision.Stopped;
        }

        return decision.Verdict == RetryVerdict.Go && businessDate < limits.NotBefore
            ? RetryDecision.Wait(RetryWait.Advised, limits.NotBefore)
            : decision;
    }

    /// <summary>
    /// Whether the attempt just made is the last of its installment for its business date: then the
    /// customer gets a message about the decline.
    /// </summary>
    public static bool IsLastOfDay(
        RetrySchedule schedule,
        int attemptsOnDay,
        DateTimeOffset sentAt,
        IReadOnlyList<DateTimeOffset> occurrences) =>
        attemptsOnDay >= schedule.MaxPerDay
        || !occurrences.Any(occurrence => occurrence > sentAt && occurrence - sentAt >= schedule.MinimumGap);

    private static RetryDecision DecideLead(DateOnly due, int day, DateOnly firstSlot, IReadOnlyList<CountedAttempt> counted, int leadDays)
    {
        if (-day > leadDays)
        {
            return RetryDecision.Wait(RetryWait.NotDue, leadDays > 0 ? due.AddDays(-leadDays) : firstSlot);
        }

        return counted.Any(attempt => attempt.BusinessDate < due) ? RetryDecision.Wait(RetryWait.AlreadyTried, firstSlot) : RetryDecision.Go;
    }

    private static RetryDecision DecideSlot(
        RetrySchedule schedule, DateOnly due, DateOnly businessDate, DateTimeOffset now, IReadOnlyList<CountedAttempt> counted, RetryLimits limits)
    {
        IReadOnlyList<int> days = schedule.Days;
        int day = businessDate.DayNumber - due.DayNumber;
        if (day < days[0])
        {
            return RetryDecision.Wait(RetryWait.NotDue, due.AddDays(days[0]));
        }

        int slot = SlotOf(days, day);
        DateOnly slotStart = due.AddDays(days[slot]);
        bool isOpenedByMethod = limits.ActiveSinceDate is DateOnly opened && opened >= slotStart && opened <= businessDate;
        slotStart = isOpenedByMethod ? limits.ActiveSinceDate!.Value : slotStart;
        bool isOver = day > days[^1];
        if (isOver && !isOpenedByMethod)
        {
            return RetryDecision.Stopped;
        }

        DateOnly? nextSlot = slot + 1 < days.Count ? due.AddDays(days[slot + 1]) : null;
        int today = 0;
        DateTimeOffset? last = null;
        foreach (CountedAttempt attempt in counted.Where(attempt => attempt.BusinessDate >= due && !(attempt.SentAt < limits.ActiveSince)))
        {
            last = last > attempt.SentAt ? last : attempt.SentAt;
            if (attempt.BusinessDate == businessDate)
            {
                today++;
            }
            else if (attempt.BusinessDate >= slotStart)
            {
                // Before this date, or after it when an operator runs an earlier date again: the slot has been used.
                return isOver ? RetryDecision.Stopped : RetryDecision.Wait(RetryWait.AlreadyTried, nextSlot);
            }
        }

        if (today >= schedule.MaxPerDay)
        {
            return RetryDecision.Wait(RetryWait.DailyMaximum, nextSlot);
        }

        return now - last < schedule.MinimumGap ? RetryDecision.Wait(RetryWait.TooSoon, businessDate) : RetryDecision.Go;
    }

    /// <summary>The latest slot that has begun.</summary>
    private static int SlotOf(IReadOnlyList<int> days, int day)
    {
        int slot = 0;
        while (slot + 1 < days.Count && days[slot + 1] <= day)
        {
            slot++;
        }

        return slot;
    }
}

/// <summary>What the retry schedule says about an installment now.</summary>
public enum RetryVerdict
{
    Go = 1,

    /// <summary>Not now; the schedule has not ended.</summary>
    Wait,

    /// <summary>The last day has passed: no more debits.</summary>
    Stopped,
}

public enum RetryWait
{
    /// <summary>The due date, less the lead days, has not come.</summary>
    NotDue = 1,

    /// <summary>This day of the schedule had its try, on this business date or another.</summary>
    AlreadyTried,

    /// <summary>The business date had as many attempts as it may.</summary>
    DailyMaximum,

    /// <summary>The last attempt is too short a while ago.</summary>
    TooSoon,

    /// <summary>An earlier decline asks to wait.</summary>
    Advised,
}

/// <summary>What the retry schedule says, why, and from when on it would say otherwise.</summary>
/// <param name="Reason">Why it waits; null when it does not.</param>
/// <param name="NextDay">The first business date on which it may go, as far as it knows now; null when it does not wait or none is left.</param>
public readonly record struct RetryDecision(RetryVerdict Verdict, RetryWait? Reason = null, DateOnly? NextDay = null)
{
    public static RetryDecision Go { get; } = new(RetryVerdict.Go);

    /// <summary>No more debits.</summary>
    public static RetryDecision Stopped { get; } = new(RetryVerdict.Stopped);

    /// <summary>Not now.</summary>
    public static RetryDecision Wait(RetryWait reason, DateOnly? nextDay) => new(RetryVerdict.Wait, reason, nextDay);
}

/// <summary>What is known about the method that would be debited, beside the schedule.</summary>
/// <param name="NotBefore">The first business date on which an earlier decline lets it be tried again; null where none asked to wait.</param>
/// <param name="IsStopped">An earlier decline lets the installment not be tried on it again.</param>
/// <param name="ActiveSince">Since when it can be debited, when it came or came back later than the installment: that opens a slot.</param>
/// <param name="ActiveSinceDate">The business date of that.</param>
public readonly record struct RetryLimits(DateOnly? NotBefore, bool IsStopped, DateTimeOffset? ActiveSince, DateOnly? ActiveSinceDate);

/// <summary>When a due installment is tried, as configured under <c>AutoDebit</c>.</summary>
public sealed record RetrySchedule
{
    private const int LastDay = 3650;

    /// <summary>Days after the due date on which a try is due; ascending, each once, 0 or more, at least one.</summary>
    [Allowed("whole numbers of days after the due date from 0 to 3650, ascending, each once, at least one", nameof(AreDays))]
    public IReadOnlyList<int> Days { get; init; } = [0, 1, 3, 5, 10, 15, 20, 30];

    /// <summary>Attempts per installment and business date, 1 or more.</summary>
    [Range(1, 100)]
    public int MaxPerDay { get; init; } = 2;

    /// <summary>Time between two attempts on one installment, not negative.</summary>
    [Duration("Hours", 0, 720)]
    public TimeSpan MinimumGap { get; init; } = TimeSpan.FromHours(4);

    private static bool AreDays(IReadOnlyList<int> days) =>
        days is [>= 0, .., <= LastDay] or [>= 0 and <= LastDay] && days.Zip(days.Skip(1)).All(pair => pair.First < pair.Second);
}
