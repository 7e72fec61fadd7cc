using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

/// <summary>The money of the database's book by day.</summary>
public sealed class TodayReader(Database database) : ITodayReader
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<DueDay>> ReadDueDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DueDay>>(
            async connection => [.. await connection.QueryAsync<DueDay>(statements["site/due-days"], new { From = from, To = to })],
            cancellationToken);

    public Task<IReadOnlyList<AttemptCount>> ReadAttemptsAsync(DateOnly businessDate, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AttemptCount>>(
            async connection => [.. await connection.QueryAsync<AttemptCount>(statements["site/attempts"], new { BusinessDate = businessDate })],
            cancellationToken);
}
