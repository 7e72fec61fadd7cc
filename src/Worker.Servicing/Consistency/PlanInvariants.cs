using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Operations;

namespace Worker.Servicing.Consistency;

/// <param name="brought">Up to which closed day late fees were posted; null when they never were.</param>
internal sealed class PlanInvariants(LedgerRules rules, FeesBrought? brought, Findings entries)
{
    public Findings Outstanding { get; } = new(
        "outstanding-adds-up",
        "What is outstanding of an installment is its schedule plus its late fees less what was allocated to it.");

    public Findings Statuses { get; } = new(
        "statuses-match-ledger",
        "An installment is stored as paid exactly when its ledger says so. Left out: imports that mark-overdue has not looked at yet.");

    public Findings Fees { get; } = new(
        "late-fees-match-formula",
        "Posted late fees are what the formula says as of the newest run of late-fees. Left out: plans with entries since that run began, "
        + "and installments imported or changed since. A late-fee policy changed for dates in the past shows here.");

    public Findings Entries => entries;

    /// <summary>Whether the plan, as it was read, seems to break anything. Nothing is counted.</summary>
    public bool IsSuspect(PlanSnapshot plan)
    {
        bool suspect = false;
        Examine(plan, _ => suspect = true, _ => suspect = true, _ => suspect = true, _ => suspect = true);
        return suspect;
    }

    public void Check(PlanSnapshot plan, bool awaitsStatuses) =>
        Examine(plan, awaitsStatuses ? _ => { }
    : Statuses.Add, Fees.Add, Entries.Add, Outstanding.Add);

    private void Examine(PlanSnapshot plan, Action<string> onStatus, Action<string> onFee, Action<string> onEntry, Action<string> onOutstanding)
    {
        if (!plan.TryReplay(rules, out PlanAccount? account, out RunError? error))
        {
            onEntry($"{error.Subject}: {error.Detail}");
            return;
        }

        if (Brought(plan) != Kept(account))
        {
            onEntry($"plan {plan.PlanReference}: payments and waivers brought {Brought(plan)}, {Kept(account)} of it is accounted for");
        }

        foreach (string unproven in AccountProof.FindUnproven(plan, account))
        {
            onOutstanding(unproven);
        }

        bool feesAreDue = brought is not null && !IsTouchedSince(plan, brought);
        for (int index = 0; index < plan.Installments.Count; index++)
        {
            InstallmentAccount installment = account.Installments[index];
            ExamineStatus(plan, installment, plan.Statuses[index], onStatus);
            if (feesAreDue && !IsNewSince(plan, installment, plan.Statuses[index], brought!))
            {
                ExamineFee(plan, installment, brought!.ClosedDay, onFee);
            }
        }
    }

    private static void ExamineStatus(PlanSnapshot plan, InstallmentAccount installment, InstallmentStatus stored, Action<string> onStatus)
    {
        // One that never owed anything becomes paid on its due date.
        bool neverOwed = installment.Installment.Scheduled == 0 && installment.PostedFees == 0;
        bool isPaid = installment.IsPaid && installment.Installment.WrittenOffOn is null;
        if (!neverOwed && isPaid != (stored == InstallmentStatus.Paid))
        {
            onStatus($"installment {plan.PlanReference}-{installment.Installment.Number}: stored as {stored.Name()}, owes {installment.Outstanding}");
        }
    }

    private static void ExamineFee(PlanSnapshot plan, InstallmentAccount installment, DateOnly closedDay, Action<string> onFee)
    {
        long fee = installment.FeeAt(closedDay);
        if (fee != installment.PostedFees)
        {
            onFee($"installment {plan.PlanReference}-{installment.Installment.Number}: posted {installment.PostedFees}, "
                + $"the formula says {fee} as of {closedDay:yyyy-MM-dd}");
        }
    }

    /// <summary>Something came that the run may not have seen, or a newer run that has not ended was there.</summary>
    private static bool IsTouchedSince(PlanSnapshot plan, FeesBrought brought) => plan.Entries.Any(entry =>
        entry.Kind == EntryKind.LateFee ? entry.EffectiveOn > brought.ClosedDay : entry.EntryId > brought.LedgerMark);

    /// <summary>An import leaves new and changed installments as scheduled until the next run of mark-overdue, which comes before late-fees.</summary>
    private static bool IsNewSince(PlanSnapshot plan, InstallmentAccount installment, InstallmentStatus stored, FeesBrought brought) =>
        stored == InstallmentStatus.Scheduled
        || (plan.PlanId > brought.LastPlanId
            && !plan.Entries.Any(entry => entry.Kind == EntryKind.LateFee && entry.InstallmentId == installment.Installment.InstallmentId));

    private static Int128 Brought(PlanSnapshot plan)
    {
        HashSet<long?> reversed = [.. plan.Entries.Where(entry => entry.Kind == EntryKind.Reversal).Select(entry => entry.ReversesEntryId)];
        Int128 sum = 0;
        foreach (LedgerEntry entry in plan.Entries)
        {
            if (entry.Kind is EntryKind.Payment or EntryKind.Waiver && !reversed.Contains(entry.EntryId))
            {
                sum += entry.Amount;
            }
        }

        return sum;
    }

    private static Int128 Kept(PlanAccount account)
    {
        Int128 sum = (Int128)account.Credit + account.Lapsed;
        foreach (Allocation allocation in account.Allocations)
        {
            sum += allocation.Amount;
        }

        return sum;
    }
}

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
