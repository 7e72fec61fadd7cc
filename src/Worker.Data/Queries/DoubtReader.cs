namespace Worker.Data.Queries;

/// <summary>The debit attempts whose outcome is not known.</summary>
public sealed class DoubtReader(Database database)
{
    private const int PageSize = 50;

    private readonly Statements statements = database.Statements;

    /// <summary>Some of them, the oldest first, in the order of their numbers: that is the order of time.</summary>
    /// <param name="after">Only orders with higher numbers; empty for the oldest.</param>
    public Task<DoubtPage> ReadAsync(string after, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                DoubtRow[] rows =
                [
                    .. await connection.QueryAsync<DoubtRow>(statements["doubt-reader/read"], new { After = after.Ansi(), Count = PageSize + 1 }),
                ];
                return rows.Length > PageSize
                    ? new DoubtPage(rows[..PageSize], rows[PageSize - 1].OrderNumber)
                    : new DoubtPage(rows, null);
            },
            cancellationToken);
}

/// <param name="Next">The order number after which the next page begins; null on the last page.</param>
public sealed record DoubtPage(IReadOnlyList<DoubtRow> Rows, string? Next);

public sealed record DoubtRow
{
    public required string OrderNumber { get; init; }

    public required long InstallmentId { get; init; }

    /// <summary>What the customer reads on a bank statement: the plan's reference and the installment's number.</summary>
    public required string Description { get; init; }

    public required string Channel { get; init; }

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary><c>unknown</c>, <c>pending</c> or <c>lost</c>.</summary>
    public required string State { get; init; }

    public string? Detail { get; init; }

    public required long RunId { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required DateTimeOffset LastSentAt { get; init; }

    public required int Asks { get; init; }

    public required int Resends { get; init; }

    public required DateTimeOffset NextAskAt { get; init; }
}
