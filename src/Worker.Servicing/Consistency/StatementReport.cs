using System.Text.Json;
using Worker.Servicing.Import;

namespace Worker.Servicing.Consistency;

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

/// <summary>What a statement and the ledger can be at odds about.</summary>
public enum StatementDifferenceKind
{
    /// <summary>The statement has an order that the ledger does not know.</summary>
    NotInLedger = 1,

    /// <summary>The ledger has a debit within the statement's time, and the statement has not.</summary>
    NotInStatement,

    AmountDiffers,

    /// <summary>One says that it was debited, or how it ended, and the other does not.</summary>
    StatusDiffers,

    /// <summary>The order belongs to another channel than the statement.</summary>
    ChannelDiffers,

    TwiceInStatement,
}

public static class StatementDifferenceKinds
{
    public static string Name(this StatementDifferenceKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{kind}");
}

/// <summary>One thing a statement and the ledger are at odds about.</summary>
/// <param name="Line">Its line in the statement; null when it has none.</param>
/// <param name="Theirs">What the statement says; null when it says nothing.</param>
/// <param name="Ours">What the ledger says; null when it says nothing.</param>
public sealed record StatementDifference(StatementDifferenceKind Kind, string OrderNumber, long? Line, string? Theirs, string? Ours);
