namespace Worker.Servicing.Ledger.Overdue;

/// <summary>When an installment is due, overdue and cured. Every date is a rolled due date or a business date.</summary>
public static class OverdueRule
{
    /// <summary>
    /// The status as the closed day ends: written off, else paid, else overdue when the last grace day has closed, else
    /// due when the day that begins is the due date or later, else scheduled.
    /// </summary>
    /// <param name="graceDays">The grace of its late-fee policy, 0 or more days.</param>
    /// <param name="closedDay">The day that just closed.</param>
    public static InstallmentStatus StatusAt(in Installment installment, bool isPaid, int graceDays, DateOnly closedDay)
    {
        if (installment.WrittenOffOn is not null)
        {
            return InstallmentStatus.WrittenOff;
        }

        if (isPaid || installment.Scheduled == 0)
        {
            return InstallmentStatus.Paid;
        }

        long daysClosedSinceDue = closedDay.DayNumber - installment.DueOn.DayNumber;
        if (daysClosedSinceDue >= graceDays)
        {
            return InstallmentStatus.Overdue;
        }

        return daysClosedSinceDue + 1 >= 0 ? InstallmentStatus.Due : InstallmentStatus.Scheduled;
    }

    /// <summary>The day after the due date when the installment is overdue, null with any other status.</summary>
    public static DateOnly? OverdueSince(in Installment installment, InstallmentStatus status) =>
        status == InstallmentStatus.Overdue ? installment.DueOn.AddDays(1) : null;

    /// <summary>Days from the due date to the date, 0 up to and on the due date, whether it is paid or not.</summary>
    public static int DaysPastDue(in Installment installment, DateOnly asOf) =>
        Math.Max(0, asOf.DayNumber - installment.DueOn.DayNumber);

    /// <summary>The bucket of a number of days past due; null for 0.</summary>
    public static DelinquencyBucket? BucketOf(int daysPastDue) => daysPastDue switch
    {
        <= 0 => null,
        <= 30 => DelinquencyBucket.M1,
        <= 60 => DelinquencyBucket.M2,
        <= 90 => DelinquencyBucket.M3,
        _ => DelinquencyBucket.M4Plus,
    };

    /// <summary>The bucket of an unpaid installment as of a date; null when it is not past due.</summary>
    public static DelinquencyBucket? BucketAt(in Installment installment, DateOnly asOf) => BucketOf(DaysPastDue(installment, asOf));
}
