using System.Runtime.CompilerServices;

namespace Worker.Data.Queries;

/// <summary>Rows for downloads, read with memory that does not grow with them.</summary>
public sealed class RecordReader(Database database)
{
    private readonly Statements statements = database.Statements;

    /// <summary>Overdue installments with due dates in a range, by due date, after an installment.</summary>
    /// <param name="after">The one before the first; null to begin.</param>
    public Task<IReadOnlyList<OverdueLine>> ReadOverdueAsync(
        DateOnly from, DateOnly to, OverdueLine? after, int count, CancellationToken cancellationToken) =>
        database.ListAsync<OverdueLine>(
            statements["record-reader/read-overdue"], new { From = after?.DueOn ?? from, To = to, AfterPlan = after?.PlanId ?? 0, After = after?.InstallmentId ?? 0, Count = count }, cancellationToken);

    /// <summary>The rows of a run: its debit attempts, then its errors.</summary>
    public async IAsyncEnumerable<RunRow> ReadRunRowsAsync(long runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using DatabaseSession connection = await database.OpenAsync(cancellationToken);
        await foreach (RunRow row in connection.QueryUnbufferedAsync<RunRow>(statements["record-reader/run-attempts"], new { RunId = runId }))
        {
            yield return row;
        }

        await foreach (RunRow row in connection.QueryUnbufferedAsync<RunRow>(statements["record-reader/run-error-rows"], new { RunId = runId }))
        {
            yield return row;
        }
    }

    public Task<bool> HasRunAsync(long runId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => (await connection.QueryAsync<long>(statements["run/read"], new { Ids = Database.Batch([runId]) })).Any(),
            cancellationToken);
}

public sealed record OverdueLine
{
    public required long InstallmentId { get; init; }

    public required long PlanId { get; init; }

    public required string PlanReference { get; init; }

    public required string CustomerReference { get; init; }

    public required long Number { get; init; }

    public required DateOnly DueOn { get; init; }

    /// <summary>ISO code of the amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>Scheduled, minor units.</summary>
    public required long Principal { get; init; }

    /// <summary>Scheduled, minor units.</summary>
    public required long Interest { get; init; }
}

public sealed record RunRow
{
    public required string Kind { get; init; }

    /// <summary>An order number, or what an error is about.</summary>
    public required string Subject { get; init; }

    public required string State { get; init; }

    /// <summary>The installment as the order names it; null for errors.</summary>
    public string? Description { get; init; }

    /// <summary>Null for errors.</summary>
    public string? Channel { get; init; }

    /// <summary>Minor units; null for errors.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO code; null for errors.</summary>
    public string? Currency { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public string? Reference { get; init; }

    public string? DeclineCode { get; init; }

    public string? Detail { get; init; }
}
