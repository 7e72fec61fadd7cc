namespace Worker.Servicing.AutoDebit;

/// <summary>
/// Whether an installment may be tried on a business date. Each day of the schedule opens a slot that lasts until the next
/// one; a slot has its tries on one business date, the first on which the installment could be reached, so that a missed
/// day is made up and a made-up day is not tried again the day after.
/// </summary>
public static class RetryRule
{
    /// <param name="counted">The attempts on the installment that count, in any order; of other slots only the newest matters.</param>
    /// <param name="leadDays">How many days before the schedule's first day a debit may be made, 0 or more.</param>
    public static RetryDecision Decide(
        RetrySchedule schedule,
        DateOnly due,
        DateOnly businessDate,
        DateTimeOffset now,
        IReadOnlyList<AttemptMade> counted,
        int leadDays = 0)
    {
        IReadOnlyList<int> days = schedule.Days;
        int day = businessDate.DayNumber - due.DayNumber;
        if (day < days[0] - leadDays)
        {
            return RetryDecision.Wait(RetryWait.NotDue, due.AddDays(days[0] - leadDays));
        }

        if (day > days[^1])
        {
            return RetryDecision.Stopped;
        }

        int slot = SlotOf(days, day);
        DateOnly slotStart = due.AddDays(slot == 0 ? days[0] - leadDays : days[slot]);
        DateOnly? nextSlot = slot + 1 < days.Count ? due.AddDays(days[slot + 1]) : null;
        int today = 0;
        DateTimeOffset last = DateTimeOffset.MinValue;
        foreach (AttemptMade attempt in counted)
        {
            last = attempt.SentAt > last ? attempt.SentAt : last;
            if (attempt.BusinessDate == businessDate)
            {
                today++;
            }
            else if (attempt.BusinessDate >= slotStart)
            {
                // Before this date, or after it when an earlier date is run again by hand: the slot had its day.
                return RetryDecision.Wait(RetryWait.AlreadyTried, nextSlot);
            }
        }

        if (today >= schedule.MaxPerDay)
        {
            return RetryDecision.Wait(RetryWait.DailyMaximum, nextSlot);
        }

        return counted.Count > 0 && now - last < schedule.MinimumGap
            ? RetryDecision.Wait(RetryWait.TooSoon, businessDate)
            : RetryDecision.Go;
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

    /// <summary>The latest slot that has begun; the lead days belong to the first.</summary>
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
