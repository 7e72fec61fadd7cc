using Worker.Servicing.AutoDebit;
using Worker.Servicing.Channels;
using Worker.Servicing.Reconciliation;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Operators;

/// <summary>Tells how things stand, and how far each job is behind its schedule.</summary>
/// <param name="settings">After which day an installment is left to collections.</param>
public sealed class StatusDesk(
    IStatusReader reader, JobTimetable timetable, AutoDebitSettings settings, ChannelDirectory channels, DoubtWatch doubts, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<StatusReport> ReadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = Now;
        DateOnly businessDate = timetable.Zone.DateAt(now);
        var query = new StatusQuery(now, businessDate, AutoDebitQuery.For(businessDate, settings).OldestDueOn, [.. channels.All.Select(channel => channel.Name)]);
        StatusReport report = await reader.ReadAsync(query, cancellationToken);
        return report with
        {
            Jobs = [.. report.Jobs.Select(job => WithLag(job, now))],
            Doubts = await doubts.ReadAsync(cancellationToken),
        };
    }

    private JobStatus WithLag(JobStatus job, DateTimeOffset now)
    {
        if (job.LastFinished is not DateOnly finished || JobList.Find(job.Job) is not JobDefinition definition)
        {
            return job;
        }

        DateOnly newest = timetable.NewestOf(definition, now).BusinessDate;
        return job with { LagDays = Math.Max(0, newest.DayNumber - finished.DayNumber) };
    }
}
