namespace Worker.Servicing.Retention;

/// <summary>What pruning removed, or would.</summary>
/// <param name="IsPreview">True when nothing was changed.</param>
/// <param name="Horizons">What was old.</param>
/// <param name="Counts">How many rows.</param>
public sealed record PruneReport(bool IsPreview, PruneHorizons Horizons, PruneCounts Counts);

/// <summary>How far pruning is, told after every range of keys.</summary>
/// <param name="Stage">Looking comes first, for every kind; then removing.</param>
/// <param name="Records">What it is at: messages, attempts, runs.</param>
/// <param name="Done">How much of the stage is done, for this kind.</param>
/// <param name="Of">How much there is to do.</param>
public sealed record PruneProgress(PruneStage Stage, string Records, long Done, long Of);

/// <summary>What pruning is doing.</summary>
public enum PruneStage
{
    /// <summary>Looks for what is old; changes nothing.</summary>
    Looking = 1,

    /// <summary>Removes what was found.</summary>
    Removing,
}
