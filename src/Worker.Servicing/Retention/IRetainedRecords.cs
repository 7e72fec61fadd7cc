using Worker.Servicing.Runs;

namespace Worker.Servicing.Retention;

/// <summary>One kind of record that is kept for a time, and walked by ranges of keys so that nobody waits for the whole of it.</summary>
public interface IRetainedRecords
{
    /// <summary>What they are called: <c>messages</c>, <c>attempts</c>, <c>runs</c>.</summary>
    string Name { get; }

    /// <summary>Kinds are pruned in this order: what stands on another kind goes before it.</summary>
    int Order { get; }

    /// <summary>How many keys to look at in one go, 1 or more.</summary>
    int Window { get; }

    Task<KeyRange> ReadKeysAsync(PruneHorizons horizons, CancellationToken cancellationToken);

    Task<PruneCounts> CountAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what may go from a range, about 500 rows to a transaction, and tells how much that was. What is interrupted
    /// stays done as far as it came; again, or twice at once, it removes what is left.
    /// </summary>
    Task<PruneCounts> PruneAsync(KeyRange range, PruneHorizons horizons, CancellationToken cancellationToken);
}
