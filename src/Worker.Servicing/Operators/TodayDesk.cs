using Worker.Servicing.Runs;

namespace Worker.Servicing.Operators;

/// <summary>Tells what came in today, and in the days before.</summary>
/// <param name="history">The days before.</param>
public sealed class TodayDesk(StatusDesk status, ITodayReader reader, DueDayHistory history, JobTimetable timetable)
{
    /// <summary>How many days are told of, the business date included.</summary>
    public const int Days = 30;

    /// <summary>Reads it as of now; the days before today as of an hour ago at most.</summary>
    public async Task<TodayReport> ReadAsync(CancellationToken cancellationToken)
    {
        DateOnly today = timetable.Zone.DateAt(status.Now);
        DateOnly first = today.AddDays(1 - Days);

        // Side by side: none waits for what another one reads.
        Task<StatusReport> standing = status.ReadAsync(cancellationToken);
        Task<DueDays> earlier = history.ReadAsync(first, today.AddDays(-1), cancellationToken);
        Task<IReadOnlyList<DueDay>> current = reader.ReadDueDaysAsync(today, today, cancellationToken);
        Task<IReadOnlyList<AttemptCount>> attempts = reader.ReadAttemptsAsync(today, cancellationToken);
        await Task.WhenAll(standing, earlier, current, attempts);
        StatusReport report = await standing;
        DueDays before = await earlier;
        return new TodayReport
        {
            Status = report,
            FirstDay = first,
            LastDay = today,
            EarlierReadAt = before.ReadAt,
            DueDays = [.. before.Days.Concat(await current)
                .OrderBy(day => day.Currency, StringComparer.Ordinal).ThenBy(day => day.DueOn)],
            Attempts = await attempts,
            NextTimes = JobList.All.ToDictionary(
                job => job.Name, job => timetable.Of(job).Next(report.ReadAt, timetable.Zone).Instant, StringComparer.Ordinal),
        };
    }
}
