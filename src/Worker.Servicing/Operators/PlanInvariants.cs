using Worker.Servicing.Ledger;
using Worker.Servicing.Overdue;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Operators;

/// <param name="brought">How far late fees were brought; null when they never were.</param>
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

    /// <summary>An import leaves what it brings or changes as scheduled, until mark-overdue, which comes before late-fees, has seen it.</summary>
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
