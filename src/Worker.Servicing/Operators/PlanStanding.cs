using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operators;

/// <summary>What a plan owes, in minor units.</summary>
/// <param name="Due">What is unpaid of installments due on the date or before it, posted late fees included.</param>
public sealed record PlanStanding(long Due, long LateFees, long Later, long Credit)
{
    public static PlanStanding Of(PlanAccount account, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(account);
        long due = 0;
        long fees = 0;
        long later = 0;
        foreach (InstallmentAccount installment in account.Installments.Where(one => one.Installment.WrittenOffOn is null))
        {
            if (installment.Installment.DueOn <= asOf)
            {
                due += installment.Outstanding;
                fees += installment.OutstandingFees;
            }
            else
            {
                later += installment.Outstanding;
            }
        }

        return new PlanStanding(due, fees, later, account.Credit);
    }
}
