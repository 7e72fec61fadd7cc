using Worker.Servicing.Ledger;

namespace Worker.Servicing.Operators;

/// <summary>A payment, a waiver or what took one back, with what became of it. Amounts in minor units.</summary>
/// <param name="ReversedBy">The entry that takes it back; null when it stands.</param>
public sealed record Repayment(LedgerLine Line, int Number, long LateFees, long Interest, long Principal, long Left, long? ReversedBy)
{
    /// <summary>The repayments of a plan in the order of entry; late fees are not among them.</summary>
    public static IReadOnlyList<Repayment> Of(PlanFile plan, PlanAccount account)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(account);
        Dictionary<long, int> numbers = account.Installments.ToDictionary(one => one.Installment.InstallmentId, one => one.Installment.Number);
        ILookup<long, Allocation> shares = account.Allocations.ToLookup(allocation => allocation.EntryId);
        IReadOnlyDictionary<long, LedgerLine> reversals = plan.Reversals;
        return
        [
            .. from line in plan.Lines
               where line.Kind != EntryKind.LateFee
               let reversedBy = reversals.GetValueOrDefault(line.EntryId)?.EntryId
               let counts = line.Kind != EntryKind.Reversal && reversedBy is null
               select new Repayment(
                   line,
                   numbers.GetValueOrDefault(line.InstallmentId),
                   SumOf(LedgerPart.LateFee, shares[line.EntryId]),
                   SumOf(LedgerPart.Interest, shares[line.EntryId]),
                   SumOf(LedgerPart.Principal, shares[line.EntryId]),
                   counts ? line.Amount - shares[line.EntryId].Sum(share => share.Amount) : 0,
                   reversedBy),
        ];
    }

    private static long SumOf(LedgerPart part, IEnumerable<Allocation> shares) => shares.Where(share => share.Part == part).Sum(share => share.Amount);
}
