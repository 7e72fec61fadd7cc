using Worker.Servicing.Import;

namespace Worker.Servicing.Consistency;

/// <summary>
/// Compares a channel's statement with the ledger, order by order and both ways, with memory that does not grow with
/// either. Nothing is written to the book.
/// </summary>
public sealed class StatementComparison(IStatementLedger ledger)
{
    private const int BatchSize = 500;

    /// <summary>Reads the whole file first: one that is not right is not compared.</summary>
    /// <param name="channel">The channel it is of; null for those that its orders belong to.</param>
    /// <param name="asked">The time to look for our debits in; null for that of the file, from its first order to its last.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public async Task<StatementReport> RunAsync(
        string path, string? channel, StatementSpan? asked, Action<StatementDifference> tell, CancellationToken cancellationToken)
    {
        await using IStatementScratch scratch = await ledger.OpenScratchAsync(cancellationToken);
        var errors = new ImportErrors(BookImport.ErrorsShown);
        long lines = 0;
        foreach (StatementLine[] batch in StatementReader.Read(path, errors).Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await scratch.AddAsync(batch);
            lines += batch.Length;
        }

        if (errors.Count > 0)
        {
            return new StatementReport { Errors = errors.First(), ErrorCount = errors.Count };
        }

        (long LastLine, StatementSpan Span)? extent = await scratch.ReadExtentAsync();
        var pass = new Pass(ledger, scratch, tell, cancellationToken);
        await pass.CompareLinesAsync(extent?.LastLine ?? 0, channel);
        StatementSpan? span = asked ?? extent?.Span;
        HashSet<string> channels = channel is null ? pass.Channels : [channel];
        if (span is StatementSpan covered)
        {
            await pass.FindMissingAsync(covered, channels);
        }

        return new StatementReport
        {
            Lines = lines,
            Agreeing = pass.Agreeing,
            Differences = pass.Differences,
            AtTheEdges = pass.AtTheEdges,
            Span = span,
            Channels = [.. channels.Order(StringComparer.Ordinal)],
        };
    }

    private sealed class Pass(IStatementLedger ledger, IStatementScratch scratch, Action<StatementDifference> tell, CancellationToken cancellationToken)
    {
        /// <summary>The channels that orders of the statement belong to.</summary>
        public HashSet<string> Channels { get; } = new(StringComparer.Ordinal);

        public Dictionary<StatementDifferenceKind, long> Differences { get; } = [];

        public long Agreeing { get; private set; }

        public long AtTheEdges { get; private set; }

        public async Task CompareLinesAsync(long lastLine, string? channel)
        {
            for (long after = 0; after < lastLine; after += BatchSize)
            {
                IReadOnlyList<StatementLine> lines = await scratch.ReadFirstAsync(after, after + BatchSize);
                IReadOnlyDictionary<string, LedgerOrder> orders = await ledger.FindAsync([.. lines.Select(line => line.OrderNumber)], cancellationToken);
                var found = new List<StatementDifference>();
                foreach (StatementLine line in lines)
                {
                    LedgerOrder? order = orders.GetValueOrDefault(line.OrderNumber);
                    StatementDifference[] differences = [.. StatementRule.Compare(line, order, channel)];
                    Agreeing += differences.Length == 0 ? 1 : 0;
                    found.AddRange(differences);
                    if (order is not null)
                    {
                        Channels.Add(order.Channel);
                    }
                }

                found.AddRange((await scratch.ReadRepeatedAsync(after, after + BatchSize)).Select(again => StatementRule.Repeated(again.Line, again.First)));
                foreach (StatementDifference difference in found.OrderBy(one => one.Line))
                {
                    Tell(difference);
                }
            }
        }

        public async Task FindMissingAsync(StatementSpan span, HashSet<string> channels)
        {
            var batch = new Dictionary<string, LedgerOrder>(StringComparer.Ordinal);
            await foreach (LedgerOrder order in ledger.ReadDebitedAsync(span, cancellationToken))
            {
                // Where no order of the statement is known, any channel may be meant.
                if (channels.Count == 0 || channels.Contains(order.Channel))
                {
                    batch.Add(order.OrderNumber, order);
                }

                if (batch.Count == BatchSize)
                {
                    await TellAbsentAsync(batch, span);
                    batch.Clear();
                }
            }

            await TellAbsentAsync(batch, span);
        }

        private async Task TellAbsentAsync(Dictionary<string, LedgerOrder> orders, StatementSpan span)
        {
            foreach (string absent in (await scratch.FindAbsentAsync(orders.Keys)).Order(StringComparer.Ordinal))
            {
                if (span.Covers(orders[absent]))
                {
                    Tell(StatementRule.Missing(orders[absent]));
                }
                else
                {
                    AtTheEdges++;
                }
            }
        }

        private void Tell(StatementDifference difference)
        {
            Differences[difference.Kind] = Differences.GetValueOrDefault(difference.Kind) + 1;
            tell(difference);
        }
    }
}
