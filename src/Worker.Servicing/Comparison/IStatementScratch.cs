namespace Worker.Servicing.Comparison;

/// <summary>Where the lines of a statement are kept while it is compared, outside of the book and not in memory; gone afterwards.</summary>
public interface IStatementScratch : IAsyncDisposable
{
    Task AddAsync(IReadOnlyCollection<StatementLine> lines);

    /// <summary>The last line, and from when to when its orders were completed; null when there is no line.</summary>
    Task<(long LastLine, StatementSpan Span)?> ReadExtentAsync();

    /// <summary>The first line of each order, in a range of lines.</summary>
    Task<IReadOnlyList<StatementLine>> ReadFirstAsync(long after, long to);

    /// <summary>Every further line of an order that stands above already, in a range of lines, with the order's first line.</summary>
    Task<IReadOnlyList<(StatementLine Line, long First)>> ReadRepeatedAsync(long after, long to);

    /// <summary>Which of these orders have no line.</summary>
    Task<IReadOnlySet<string>> FindAbsentAsync(IReadOnlyCollection<string> orderNumbers);
}
