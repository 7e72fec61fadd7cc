using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;

namespace Worker.Servicing.Ledger.Overdue;

public interface IOverdueStore
{
    /// <summary>
    /// The last plan of each slice of plans that hold an installment whose status may move, or whose ledger has entries
    /// after a mark.
    /// </summary>
    Task<IReadOnlyList<long>> PartitionAsync(OverdueQuery query, int sliceSize, CancellationToken cancellationToken);

    /// <summary>Installments whose status may move, in a range of plans, in the order of their plans.</summary>
    Task<IReadOnlyList<OverdueCandidate>> ReadCandidatesAsync(OverdueQuery query, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Plans in a range whose ledger has entries after the mark, in order.</summary>
    Task<IReadOnlyList<long>> ReadTouchedPlansAsync(OverdueQuery query, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Payments and waivers after the mark that were not debits, in a range of plans.</summary>
    Task<IReadOnlyList<BookedEntry>> ReadBookedAsync(OverdueQuery query, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Writes statuses and messages together with the step of the slice.</summary>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task WriteAsync(
        SliceStep step,
        IReadOnlyList<StatusChange> changes,
        IReadOnlyList<OutboxMessage> messages,
        DateTimeOffset now,
        CancellationToken cancellationToken);
}

public sealed record BookedEntry
{
    public required long EntryId { get; init; }

    public required long PlanId { get; init; }

    public required DateOnly EffectiveOn { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }
}

/// <param name="DueBy">Scheduled installments that fall due by this day become due.</param>
/// <param name="OverdueBy">Due installments that fell due by this day may be past their grace.</param>
public sealed record OverdueQuery(DateOnly DueBy, DateOnly OverdueBy, long LedgerMark);

/// <summary>An unpaid installment whose status may have to move with the calendar.</summary>
/// <param name="Product">Names the policy with the grace days.</param>
public sealed record OverdueCandidate(long PlanId, string Product, Installment Installment, InstallmentStatus Status);
