namespace Worker.Servicing.AutoDebit;

/// <summary>
/// Whether an installment may be tried on a business date. Each day of the schedule opens a slot that lasts until the next
/// one; a slot has its tries on one business date, the first on which the installment could be reached, so that a missed
/// day is made up and a made-up day is not tried again the day after. A method that came or came back opens one too. A debit
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
        IReadOnlyList<AttemptMade> counted,
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
    /// Whether the attempt just made is the last of its installment for its business date: what decides if the customer is
    /// told of a decline now.
    /// </summary>
    public static bool IsLastOfDay(
        RetrySchedule schedule,
        int attemptsOnDay,
        DateTimeOffset sentAt,
        IReadOnlyList<DateTimeOffset> occasions) =>
        attemptsOnDay >= schedule.MaxPerDay
        || !occasions.Any(occasion => occasion > sentAt && occasion - sentAt >= schedule.MinimumGap);

    private static RetryDecision DecideLead(DateOnly due, int day, DateOnly firstSlot, IReadOnlyList<AttemptMade> counted, int leadDays)
    {
        if (-day > leadDays)
        {
            return RetryDecision.Wait(RetryWait.NotDue, leadDays > 0 ? due.AddDays(-leadDays) : firstSlot);
        }

        return counted.Any(attempt => attempt.BusinessDate < due) ? RetryDecision.Wait(RetryWait.AlreadyTried, firstSlot) : RetryDecision.Go;
    }

    private static RetryDecision DecideSlot(
        RetrySchedule schedule, DateOnly due, DateOnly businessDate, DateTimeOffset now, IReadOnlyList<AttemptMade> counted, RetryLimits limits)
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
        foreach (AttemptMade attempt in counted.Where(attempt => attempt.BusinessDate >= due && !(attempt.SentAt < limits.ActiveSince)))
        {
            last = last > attempt.SentAt ? last : attempt.SentAt;
            if (attempt.BusinessDate == businessDate)
            {
                today++;
            }
            else if (attempt.BusinessDate >= slotStart)
            {
                // Before this date, or after it when an earlier date is run again by hand: the slot had its day.
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
