using Worker.Servicing.Debits;

namespace Worker.Servicing.Consistency;

/// <summary>What a statement is compared with. Nothing is written through it.</summary>
public interface IStatementLedger
{
    /// <summary>An empty place for a statement's lines.</summary>
    Task<IStatementScratch> OpenScratchAsync(CancellationToken cancellationToken);

    /// <summary>Orders by number; one that is unknown is left out.</summary>
    Task<IReadOnlyDictionary<string, LedgerOrder>> FindAsync(IReadOnlyCollection<string> orderNumbers, CancellationToken cancellationToken);

    /// <summary>Debits that a channel may have completed within a span: sent before its end, settled after its beginning.</summary>
    IAsyncEnumerable<LedgerOrder> ReadDebitedAsync(StatementSpan span, CancellationToken cancellationToken);
}

/// <summary>An order as the book has it, as far as a statement can tell of it.</summary>
public sealed record LedgerOrder
{
    public required string OrderNumber { get; init; }

    public required string Channel { get; init; }

    /// <summary>What was ordered, in minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO code.</summary>
    public required string Currency { get; init; }

    public required AttemptState State { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When we learnt how it ended; null while it is in doubt.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}

/// <summary>Where the lines of a statement are kept while it is compared, outside of the book and not in memory; gone afterwards.</summary>
public interface IStatementScratch : IAsyncDisposable
{
    Task AddAsync(IReadOnlyCollection<StatementLine> lines);

    /// <summary>The last line, and from when to when its orders were completed; null when there is no line.</summary>
    Task<(long LastLine, StatementSpan Span)?> ReadExtentAsync();

    /// <summary>The first line of each order, in a range of lines.</summary>
    Task<IReadOnlyList<StatementLine>> ReadFirstAsync(long after, long to);

    /// <summary>Every further line of an order that an earlier line has, in a range of lines, with the order's first line.</summary>
    Task<IReadOnlyList<(StatementLine Line, long First)>> ReadRepeatedAsync(long after, long to);

    /// <summary>Which of these orders have no line.</summary>
    Task<IReadOnlySet<string>> FindAbsentAsync(IReadOnlyCollection<string> orderNumbers);
}
