using Worker.Servicing.Operations;

namespace Worker.Data.Queries;

public sealed class TodayReader(Database database) : ITodayReader
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<DueDay>> ReadDueDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.ListAsync<DueDay>(statements["today-reader/read-due-days"], new { From = from, To = to }, cancellationToken);

    public Task<IReadOnlyList<AttemptCount>> ReadAttemptsAsync(DateOnly businessDate, CancellationToken cancellationToken) =>
        database.ListAsync<AttemptCount>(statements["today-reader/read-attempts"], new { BusinessDate = businessDate }, cancellationToken);
}

public sealed class CalendarReader(Database database) : ICalendarReader
{
    private readonly Statements statements = database.Statements;

    public Task<IReadOnlyList<OpenDueDay>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.ListAsync<OpenDueDay>(statements["today-reader/open-due-days"], new { From = from, To = to }, cancellationToken);
}
