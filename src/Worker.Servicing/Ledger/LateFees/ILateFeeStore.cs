using Worker.Servicing.Jobs;

namespace Worker.Servicing.Ledger.LateFees;

public interface ILateFeeStore
{
    /// <summary>The last plan of each slice of plans that hold an unpaid installment past its grace, or whose ledger moved.</summary>
    Task<IReadOnlyList<long>> PartitionAsync(LateFeeQuery query, int sliceSize, CancellationToken cancellationToken);

    /// <summary>Those plans in a range, in order.</summary>
    Task<IReadOnlyList<long>> ReadPlansAsync(LateFeeQuery query, KeyRange range, CancellationToken cancellationToken);

    /// <summary>
    /// Plans of a batch, as far as their fees need them. Of a plan in which every payment stayed where it was made for, only
    /// the unpaid installments that are past due are read: the others can neither give to them nor take from them.
    /// </summary>
    Task<IReadOnlyCollection<PlanSnapshot>> ReadForFeesAsync(
        LateFeeQuery query, IReadOnlyCollection<long> planIds, CancellationToken cancellationToken);

    /// <summary>Posts fees and writes the statuses they change, together with the step of the slice.</summary>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task PostAsync(
        SliceStep step, IReadOnlyList<LateFeeEntry> fees, IReadOnlyList<StatusChange> statuses, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <param name="DueBy">Unpaid installments that fell due by this day may be past their grace.</param>
/// <param name="FeesArePaidFirst">
/// Whether payments pay fees before anything else. Where they don't, an installment can be paid and still owe a fee that was
/// never posted, so every installment has to be read.
/// </param>
public sealed record LateFeeQuery(DateOnly DueBy, long LedgerMark, bool FeesArePaidFirst);

/// <param name="Key">(installment, business date, n): unique in the ledger, so the same posting can't be made twice (law).</param>
/// <param name="Amount">Minor units; negative takes back.</param>
/// <param name="Currency">ISO code.</param>
/// <param name="EffectiveOn">The closed day it is as of.</param>
public sealed record LateFeeEntry(string Key, long PlanId, long InstallmentId, long Amount, string Currency, DateOnly EffectiveOn);
