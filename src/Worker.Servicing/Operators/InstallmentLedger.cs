using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operators;

/// <summary>The ledger of one installment with what it leaves owed after each line. A pure function of the plan's ledger.</summary>
public static class InstallmentLedger
{
    /// <summary>
    /// The lines that move what the installment owes or were made for it, in the order of entry. A payment counts with what
    /// the replay gave this installment, whichever it was made for, and one that was taken back with nothing: the last
    /// balance is what the account says is outstanding.
    /// </summary>
    public static IReadOnlyList<InstallmentLedgerLine> Of(PlanFile plan, PlanAccount account, long installmentId)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(account);
        Dictionary<long, long> taken = account.Allocations
            .Where(allocation => allocation.InstallmentId == installmentId)
            .GroupBy(allocation => allocation.EntryId)
            .ToDictionary(group => group.Key, group => group.Sum(allocation => allocation.Amount));
        IReadOnlyDictionary<long, LedgerLine> reversals = plan.Reversals;
        long balance = account.Of(installmentId).Installment.Scheduled;
        var lines = new List<InstallmentLedgerLine>();
        foreach (LedgerLine line in plan.Lines)
        {
            long share = taken.GetValueOrDefault(line.EntryId);
            if (line.InstallmentId != installmentId && share == 0)
            {
                continue;
            }

            long change = line.Kind == EntryKind.LateFee ? line.Amount : -share;
            balance += change;
            lines.Add(new InstallmentLedgerLine(line, change, balance, reversals.GetValueOrDefault(line.EntryId)?.EntryId));
        }

        return lines;
    }
}

/// <summary>A line with what it did to an installment. Amounts in minor units.</summary>
/// <param name="ReversedBy">The entry that takes it back; null when it stands.</param>
public sealed record InstallmentLedgerLine(LedgerLine Line, long Change, long Balance, long? ReversedBy);
