using Microsoft.Data.Sqlite;
using Worker.Servicing.Consistency;

namespace Worker.Data.Sqlite;

/// <summary>
/// A statement's lines in a temporary database that SQLite keeps beside any book: a cache in memory, and a file without a
/// name once they are many.
/// </summary>
internal sealed class StatementScratch : IStatementScratch
{
    private readonly Statements statements = new(DatabaseProvider.Sqlite);
    private readonly DatabaseSession session;

    private StatementScratch(DatabaseSession session) => this.session = session;

    public static async Task<StatementScratch> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = "", Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        var scratch = new StatementScratch(new DatabaseSession(connection, null, connection.DefaultTimeout, cancellationToken));
        await scratch.session.ExecuteAsync(scratch.statements["statement-scratch/open"]);
        return scratch;
    }

    public Task AddAsync(IReadOnlyCollection<StatementLine> lines) =>
        session.ExecuteAsync(statements["statement-scratch/add"], new { Batch = Database.Batch(lines) });

    public async Task<(long LastLine, StatementSpan Span)?> ReadExtentAsync() =>
        await session.QuerySingleOrDefaultAsync<ExtentRow>(statements["statement-scratch/read-extent"]) is ExtentRow row
            ? (row.LastLine, new StatementSpan(row.FirstAt, row.LastAt))
            : null;

    public async Task<IReadOnlyList<StatementLine>> ReadFirstAsync(long after, long to) =>
        [.. (await session.QueryAsync<LineRow>(statements["statement-scratch/read-first"], new { After = after, To = to })).Select(row => row.ToLine())];

    public async Task<IReadOnlyList<(StatementLine Line, long First)>> ReadRepeatedAsync(long after, long to) =>
    [
        .. (await session.QueryAsync<RepeatedRow>(statements["statement-scratch/read-repeated"], new { After = after, To = to }))
            .Select(row => (row.ToLine(), row.FirstLine)),
    ];

    public async Task<IReadOnlySet<string>> FindAbsentAsync(IReadOnlyCollection<string> orderNumbers) =>
        (await session.QueryAsync<string>(statements["statement-scratch/find-absent"], new { Batch = Database.Batch(orderNumbers) }))
            .ToHashSet(StringComparer.Ordinal);

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private sealed class ExtentRow
    {
        public long LastLine { get; init; }

        public DateTimeOffset FirstAt { get; init; }

        public DateTimeOffset LastAt { get; init; }
    }

    private class LineRow
    {
        public long Line { get; init; }

        public string OrderNumber { get; init; } = "";

        public string Amount { get; init; } = "";

        public string? Currency { get; init; }

        public string Status { get; init; } = "";

        public DateTimeOffset CompletedAt { get; init; }

        public StatementLine ToLine() => new(Line, OrderNumber, Amount, Currency, Status, CompletedAt);
    }

    private sealed class RepeatedRow : LineRow
    {
        public long FirstLine { get; init; }
    }
}
