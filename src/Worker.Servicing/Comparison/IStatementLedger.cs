namespace Worker.Servicing.Comparison;

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
