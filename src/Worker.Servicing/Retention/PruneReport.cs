namespace Worker.Servicing.Retention;

public sealed record PruneReport(bool IsPreview, PruneHorizons Horizons, PruneCounts Counts);

/// <summary>How far pruning is, told after every range of keys.</summary>
public sealed record PruneProgress(PruneStage Stage, string Records, long Done, long Of);

public enum PruneStage
{
    Looking = 1,

    Removing,
}
