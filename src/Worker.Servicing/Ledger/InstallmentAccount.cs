using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Ledger;

/// <summary>What an installment owes and was paid, after a replay. All amounts in minor units of the plan's currency.</summary>
public sealed class InstallmentAccount
{
    private readonly Installment installment;
    private readonly LateFeeFormula formula;
    private readonly List<Allocation> planAllocations;
    private UnpaidBase unpaid;
    private DateOnly? lastAllocatedOn;

    internal InstallmentAccount(in Installment installment, LateFeePolicy policy, string currency, List<Allocation> planAllocations)
    {
        this.installment = installment;
        this.planAllocations = planAllocations;
        formula = new LateFeeFormula(installment, policy, currency);
        unpaid = new UnpaidBase(installment.Scheduled);
    }

    public Installment Installment => installment;

    /// <summary>The late-fee policy in force on its rolled due date.</summary>
    public LateFeePolicy Policy => formula.Policy;

    /// <summary>The flat amount of the policy in the plan's currency, minor units.</summary>
    public long FlatFee => formula.Flat;

    /// <summary>The ceiling of late fees as a share of what was scheduled, minor units and not rounded.</summary>
    public decimal FeePercentCap => formula.PercentCap;

    /// <summary>The sum of late-fee entries, their reversals included, waivers and payments not.</summary>
    public long PostedFees { get; private set; }

    public long PrincipalPaid { get; private set; }

    public long InterestPaid { get; private set; }

    /// <summary>Late fees paid, whether posted yet or owed by the formula alone.</summary>
    public long FeesPaid { get; private set; }

    public long FeesWaived { get; private set; }

    /// <summary>
    /// Principal, interest and posted late fees less everything allocated, waivers included. Below what is unpaid of
    /// principal and interest, even below zero, while late fees were paid that are not posted yet.
    /// </summary>
    public long Outstanding => installment.Scheduled + PostedFees - PrincipalPaid - InterestPaid - FeesTaken;

    /// <summary>Posted late fees that were neither paid nor waived, 0 or more.</summary>
    public long OutstandingFees => Math.Max(0, PostedFees - FeesTaken);

    /// <summary>Whether principal and interest are paid and no posted late fee is left. True from the start when nothing is owed.</summary>
    public bool IsPaid => unpaid.Current == 0 && Outstanding <= 0;

    /// <summary>The effective date of the payment or waiver that left nothing; null while it is not paid, and when nothing was ever owed.</summary>
    public DateOnly? PaidOn => IsPaid ? lastAllocatedOn : null;

    /// <summary>Nothing is owed, by the formula either, and later payments can't change that.</summary>
    internal bool IsSettled { get; private set; }

    private long FeesTaken => FeesPaid + FeesWaived;

    /// <summary>base(d): principal and interest unpaid at the close of the day.</summary>
    public long BaseAt(DateOnly date) => unpaid.At(date.DayNumber);

    /// <summary>fee(t): the late fee as of a closed day, not rounded; posted, paid and waived fees play no part.</summary>
    public decimal ExactFeeAt(DateOnly closedDay) => formula.ExactAt(closedDay.DayNumber, unpaid, out _);

    public long FeeAt(DateOnly closedDay) => formula.RoundedAt(closedDay.DayNumber, unpaid);

    /// <summary>post(t): what is to be posted so that posted late fees are what the policy says as of the closed day; negative for a reversal.</summary>
    public long ToPost(DateOnly closedDay) => FeeAt(closedDay) - PostedFees;

    /// <summary>
    /// The late fees that a waiver entered on the day may take at most, 0 or more: those as of the day before, less what
    /// payments and waivers up to the day took.
    /// </summary>
    public long FeesOwedOn(DateOnly day)
    {
        long owed = formula.RoundedAt(day.DayNumber - 1, unpaid);
        foreach (Allocation allocation in planAllocations)
        {
            if (allocation.InstallmentId == installment.InstallmentId && allocation.Part == LedgerPart.LateFee && allocation.EffectiveOn <= day)
            {
                owed -= allocation.Amount;
            }
        }

        return Math.Max(0, owed);
    }

    /// <summary>The late fee day by day, from the day after the due date to the closed day or the write-off, whichever comes first.</summary>
    public IReadOnlyList<FeeDay> Explain(DateOnly closedDay)
    {
        int first = installment.DueOn.DayNumber + 1;
        int last = Math.Min(closedDay.DayNumber, formula.LastDay);
        var days = new List<FeeDay>(Math.Max(0, last - first + 1));
        for (int day = first; day <= last; day++)
        {
            days.Add(formula.Explain(day, unpaid));
        }

        return days;
    }

    internal void Post(long amount) => PostedFees = checked(PostedFees + amount);

    /// <summary>Pays the parts in order; returns what is left of the payment.</summary>
    internal long Pay(in LedgerEntry payment, long amount, AllocationOrder order)
    {
        long left = PayPart(payment, amount, order.First);
        left = PayPart(payment, left, order.Second);
        left = PayPart(payment, left, order.Third);
        // Money is left only when nothing is owed any more: the base is 0 from this day on, so no fee accrues either.
        IsSettled = left > 0;
        return left;
    }

    /// <summary>Applies a waiver to late fees; returns what lapses.</summary>
    internal long Waive(in LedgerEntry waiver)
    {
        long taken = Math.Min(waiver.Amount, FeesOwedBefore(waiver.EffectiveOn));
        FeesWaived += taken;
        Record(waiver, LedgerPart.LateFee, taken);
        return waiver.Amount - taken;
    }

    private long PayPart(in LedgerEntry payment, long amount, LedgerPart part)
    {
        if (amount == 0)
        {
            return 0;
        }

        long paid;
        switch (part)
        {
            case LedgerPart.LateFee:
                paid = Math.Min(amount, FeesOwedBefore(payment.EffectiveOn));
                FeesPaid += paid;
                break;
            case LedgerPart.Interest:
                paid = Math.Min(amount, installment.Interest - InterestPaid);
                InterestPaid += paid;
                break;
            default:
                paid = Math.Min(amount, installment.Principal - PrincipalPaid);
                PrincipalPaid += paid;
                break;
        }

        if (part != LedgerPart.LateFee && paid > 0)
        {
            unpaid.Reduce(payment.EffectiveOn.DayNumber, paid);
        }

        Record(payment, part, paid);
        return amount - paid;
    }

    // What later payments of the replay do does not matter here: they are not in the base of any day before this one.
    private long FeesOwedBefore(DateOnly day) => formula.RoundedAt(day.DayNumber - 1, unpaid) - FeesTaken;

    private void Record(in LedgerEntry entry, LedgerPart part, long amount)
    {
        if (amount > 0)
        {
            planAllocations.Add(new Allocation(entry.EntryId, installment.InstallmentId, part, amount, entry.EffectiveOn));
            lastAllocatedOn = entry.EffectiveOn;
        }
    }
}
