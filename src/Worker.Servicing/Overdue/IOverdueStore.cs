using Worker.Servicing.Ledger;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Overdue;

/// <summary>What mark-overdue reads and writes. Its keys are plans.</summary>
public interface IOverdueStore
{
    /// <summary>
    /// The last plan of each slice of plans that hold an installment whose status may move, or whose ledger has entries
    /// after a mark.
    /// </summary>
    Task<IReadOnlyList<long>> CutAsync(OverdueQuery query, int sliceSize, CancellationToken cancellationToken);

    /// <summary>Installments whose status may move, in a range of plans, in the order of their plans.</summary>
    Task<IReadOnlyList<OverdueCandidate>> ReadCandidatesAsync(OverdueQuery query, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Plans in a range whose ledger has entries after the mark, in order.</summary>
    Task<IReadOnlyList<long>> ReadTouchedPlansAsync(OverdueQuery query, KeyRange range, CancellationToken cancellationToken);

    /// <summary>Writes statuses together with the step of the slice.</summary>
    /// <exception cref="LeaseLostException">Another worker has the slice; nothing was written.</exception>
    Task WriteStatusesAsync(SliceStep step, IReadOnlyList<StatusChange> changes, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What a run of mark-overdue looks at.</summary>
/// <param name="DueBy">Scheduled installments that fall due by this day become due.</param>
/// <param name="OverdueBy">Due installments that fell due by this day may be past their grace.</param>
/// <param name="LedgerMark">Entries after this one may have cured an installment, or undone its cure.</param>
public sealed record OverdueQuery(DateOnly DueBy, DateOnly OverdueBy, long LedgerMark);
