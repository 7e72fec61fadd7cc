namespace Worker.Servicing.Runs;

/// <summary>
/// One of the daily jobs. What it finds to do follows from the rules and the book alone, so it may be run again at any
/// time, by several workers at once, and be cut off anywhere.
/// </summary>
public interface IJob
{
    string Name { get; }

    /// <summary>Cuts what there is to do into ranges of keys, about as many candidates in each. What it has to say goes into the tally.</summary>
    Task<IReadOnlyList<KeyRange>> CutAsync(Run run, RunTally tally, CancellationToken cancellationToken);

    /// <summary>Works through a slice in batches, writing each with a <see cref="SliceStep"/>.</summary>
    /// <exception cref="LeaseLostException">Another worker has the slice.</exception>
    /// <exception cref="RunStoppedException">A tripwire.</exception>
    Task WorkAsync(Run run, SliceLease lease, CancellationToken cancellationToken);

    Task PreviewAsync(Run run, RunTally tally, CancellationToken cancellationToken);
}
