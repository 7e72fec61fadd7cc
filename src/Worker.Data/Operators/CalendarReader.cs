using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

public sealed class CalendarReader(Database database) : ICalendarReader
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<OpenDueDay>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<OpenDueDay>>(
            async connection => [.. await connection.QueryAsync<OpenDueDay>(statements["site/open-due-days"], new { From = from, To = to })],
            cancellationToken);
}
