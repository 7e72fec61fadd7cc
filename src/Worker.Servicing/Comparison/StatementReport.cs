using Worker.Servicing.Import;

namespace Worker.Servicing.Comparison;

public sealed record StatementReport
{
    /// <summary>What is wrong with the file, the first errors by line; then nothing was compared.</summary>
    public IReadOnlyList<ImportError> Errors { get; init; } = [];

    public long ErrorCount { get; init; }

    public long Lines { get; init; }

    /// <summary>Orders of the statement that the ledger agrees about in everything.</summary>
    public long Agreeing { get; init; }

    /// <summary>How many differences there are of each kind; one without any is missing.</summary>
    public IReadOnlyDictionary<StatementDifferenceKind, long> Differences { get; init; } = new Dictionary<StatementDifferenceKind, long>();

    /// <summary>
    /// Debits of the ledger that are not in the statement and may belong to the one before or after: sent before its end and
    /// settled after its beginning, and not both within.
    /// </summary>
    public long AtTheEdges { get; init; }

    /// <summary>The time that was compared; null for a statement without a line and without a time of its own.</summary>
    public StatementSpan? Span { get; init; }

    /// <summary>The channels whose debits were looked for in the statement, by name.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>True when the file could be read and nothing differs.</summary>
    public bool Agrees => ErrorCount == 0 && Differences.Count == 0;
}
