using Microsoft.Extensions.Logging;
using Worker.Servicing.Runs;

namespace Worker.Servicing.Reconciliation;

/// <summary>Watches how old doubts grow. What is told of them everywhere comes from here.</summary>
public sealed partial class DoubtWatch(IReconciliationStore store, DoubtSettings settings, TimeProvider time, ILogger<DoubtWatch> logger)
{
    /// <summary>The attempts in doubt by age, as of now.</summary>
    public Task<DoubtAges> ReadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        return store.ReadAgesAsync(now - settings.WarnAfter, now - settings.AlarmAfter, cancellationToken);
    }

    /// <summary>Counts old doubts in a run's tally as <c>doubtWarnings</c> and <c>doubtAlarms</c>.</summary>
    public async Task<DoubtAges> CountAsync(RunTally tally, CancellationToken cancellationToken)
    {
        DoubtAges ages = await ReadAsync(cancellationToken);
        tally.Count("doubtWarnings", ages.Warnings);
        tally.Count("doubtAlarms", ages.Alarms);
        return ages;
    }

    /// <summary>The same, and one line in the log where there is an old doubt.</summary>
    public async Task TellAsync(RunTally tally, CancellationToken cancellationToken)
    {
        DoubtAges ages = await CountAsync(tally, cancellationToken);
        if (ages.Oldest is not OldestDoubt oldest)
        {
            return;
        }

        if (ages.Alarms > 0)
        {
            LogAlarm(ages.Alarms, settings.AlarmAfter, ages.Warnings, settings.WarnAfter, oldest.OrderNumber, oldest.Channel, oldest.SentAt);
        }
        else if (ages.Warnings > 0)
        {
            LogWarning(ages.Warnings, settings.WarnAfter, oldest.OrderNumber, oldest.Channel, oldest.SentAt);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Warnings} debit(s) have been in doubt for {WarnAfter} or longer; the oldest is order {OrderNumber} on {Channel}, sent at {SentAt:O}")]
    private partial void LogWarning(long warnings, TimeSpan warnAfter, string orderNumber, string channel, DateTimeOffset sentAt);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "{Alarms} debit(s) have been in doubt for {AlarmAfter} or longer, {Warnings} more for {WarnAfter} or longer; the oldest is order {OrderNumber} on {Channel}, sent at {SentAt:O}")]
    private partial void LogAlarm(
        long alarms, TimeSpan alarmAfter, long warnings, TimeSpan warnAfter, string orderNumber, string channel, DateTimeOffset sentAt);
}
