using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger.Overdue;

namespace Worker.Servicing.Operations;

/// <summary>The state of jobs, channels, outbox and switches, and how far each job is behind its schedule.</summary>
public sealed class StatusService(
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

/// <summary>What <c>worker status</c> and the ops site show.</summary>
public sealed record StatusReport
{
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Everything derived is as of this business date.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>Every job, in the order of the list of jobs.</summary>
    public required IReadOnlyList<JobStatus> Jobs { get; init; }

    /// <summary>Debit attempts whose outcome is not known; the oldest by when it was first sent.</summary>
    public required Backlog InDoubt { get; init; }

    /// <summary>The same by age, with the order that has been in doubt for longest.</summary>
    public DoubtAges Doubts { get; init; } = DoubtAges.None;

    /// <summary>Every channel that is configured, and any other that the newest attempts went to.</summary>
    public IReadOnlyList<ChannelHealth> Channels { get; init; } = [];

    /// <summary>Messages that wait in the outbox; the oldest by when it was written.</summary>
    public required Backlog Outbox { get; init; }

    public long MessagesWithoutAddress { get; init; }

    public required IReadOnlyList<SwitchOff> SwitchesOff { get; init; }

    /// <summary>Customers on hold with everything they have; a hold counts once.</summary>
    public required long CustomerHolds { get; init; }

    public required long PlanHolds { get; init; }

    /// <summary>How many installments have each stored status, by its name in the database; one that none has is missing.</summary>
    public required IReadOnlyDictionary<string, long> Installments { get; init; }

    /// <summary>How many overdue installments are in each bucket; every bucket is there.</summary>
    public required IReadOnlyDictionary<DelinquencyBucket, long> Overdue { get; init; }

    /// <summary>Unpaid autopay installments that are past the last day of the retry schedule: no longer debited.</summary>
    public required long StoppedForCollections { get; init; }
}

/// <param name="LastRun">The run that began last, without its errors; null when there was none.</param>
/// <param name="LastFinished">The newest business date it finished; null when it never did.</param>
/// <param name="LagDays">
/// Business dates between the newest whose time has come and the newest finished, 0 or more; null when it never finished one.
/// </param>
public sealed record JobStatus(string Job, RunReport? LastRun, DateOnly? LastFinished, bool IsActive, int? LagDays = null);

/// <param name="Oldest">Since when the oldest; null when there is none.</param>
public sealed record Backlog(long Count, DateTimeOffset? Oldest)
{
    /// <summary>How long the oldest has been waiting, not negative; null when there is none.</summary>
    public TimeSpan? AgeAt(DateTimeOffset now) => Oldest is not DateTimeOffset since ? null : now > since ? now - since : TimeSpan.Zero;
}

/// <param name="LastSuccess">When it last answered a debit, by succeeding or declining; null when it never did.</param>
/// <param name="Attempts">Of the newest attempts of the book, how many went to this channel.</param>
/// <param name="TopError">The most frequent cause, and of several the latest; null without errors.</param>
public sealed record ChannelHealth(string Channel, DateTimeOffset? LastSuccess, long Attempts, long Errors, string? TopError)
{
    /// <summary>0 to 1.</summary>
    public double ErrorShare => Attempts == 0 ? 0 : (double)Errors / Attempts;
}

/// <summary>Cheap enough for a page that is refreshed every few seconds.</summary>
public interface IStatusReader
{
    Task<StatusReport> ReadAsync(StatusQuery query, CancellationToken cancellationToken);
}

public sealed record StatusQuery(DateTimeOffset Now, DateOnly BusinessDate, DateOnly OldestDueOn, IReadOnlyList<string> Channels);

public sealed record AttemptCount
{
    /// <summary>The state, by its name (<see cref="AttemptStates"/>).</summary>
    public required string State { get; init; }

    /// <summary>The ISO code of their currency.</summary>
    public required string Currency { get; init; }

    public required long Attempts { get; init; }

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }
}
