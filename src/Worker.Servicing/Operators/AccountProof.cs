using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operators;

/// <summary>
/// Proves an account by its ledger, the other way round than a replay makes it: what comes out per installment must be what
/// went in.
/// </summary>
public static class AccountProof
{
    /// <summary>
    /// The installments whose outstanding amount is not their schedule, plus the late-fee entries of the ledger, less what
    /// was allocated to them; a sentence each, none when the account is right.
    /// </summary>
    public static IEnumerable<string> FindUnproven(PlanSnapshot plan, PlanAccount account)
    {
        Dictionary<long, Int128> proven = plan.Installments.ToDictionary(part => part.InstallmentId, part => (Int128)part.Scheduled);
        foreach (LedgerEntry entry in plan.Entries)
        {
            if (entry.Kind == EntryKind.LateFee && proven.ContainsKey(entry.InstallmentId))
            {
                proven[entry.InstallmentId] += entry.Amount;
            }
        }

        foreach (Allocation allocation in account.Allocations)
        {
            if (proven.ContainsKey(allocation.InstallmentId))
            {
                proven[allocation.InstallmentId] -= allocation.Amount;
            }
        }

        foreach (InstallmentAccount installment in account.Installments)
        {
            Int128 expected = proven[installment.Installment.InstallmentId];
            if (installment.Outstanding != expected)
            {
                yield return $"installment {plan.PlanReference}-{installment.Installment.Number}: "
                    + $"outstanding {installment.Outstanding}, schedule and fees less allocations are {expected}";
            }
        }
    }
}
