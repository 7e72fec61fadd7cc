using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Worker.Servicing.Jobs;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Debits.Reconciliation;

/// <summary>Counts attempts in doubt by age. Status, ops site, metrics and logs all read it here.</summary>
public sealed partial class DoubtWatch(IReconciliationStore store, DoubtSettings settings, TimeProvider time, ILogger<DoubtWatch> logger)
{
    public Task<DoubtAges> ReadAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        return store.ReadAgesAsync(now - settings.WarnAfter, now - settings.AlarmAfter, cancellationToken);
    }

    /// <summary>Counts attempts that have been in doubt for long, as warnings and alarms.</summary>
    public async Task<DoubtAges> CountAsync(RunCounters tally, CancellationToken cancellationToken)
    {
        DoubtAges ages = await ReadAsync(cancellationToken);
        tally.Count(CounterNames.DoubtWarnings, ages.Warnings);
        tally.Count(CounterNames.DoubtAlarms, ages.Alarms);
        return ages;
    }

    /// <summary>The same, with one line in the log where there is such an attempt.</summary>
    public async Task TellAsync(RunCounters tally, CancellationToken cancellationToken)
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

/// <summary>Attempts in doubt by age, since each was first sent.</summary>
/// <param name="Fresh">Younger than the age of a warning.</param>
/// <param name="Warnings">Old enough for a warning, not yet for an alarm.</param>
/// <param name="Oldest">The oldest of all; null when there is none.</param>
public sealed record DoubtAges(long Fresh, long Warnings, long Alarms, OldestDoubt? Oldest)
{
    public static DoubtAges None { get; } = new(0, 0, 0, null);

    public long Total => Fresh + Warnings + Alarms;

    /// <summary>A sentence for an operator; null while no attempt has been in doubt for long.</summary>
    public string? Alert => Warnings + Alarms == 0 || Oldest is not OldestDoubt oldest
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Warnings + Alarms} debit(s) have been in doubt for long, {Alarms} of them for long enough to be an alarm; "
            + $"the oldest is order {oldest.OrderNumber} on {oldest.Channel}, sent at {oldest.SentAt.UtcDateTime:yyyy-MM-dd HH:mm}Z.");
}

/// <summary>The attempt that has been in doubt for longest.</summary>
public sealed record OldestDoubt(string OrderNumber, string Channel, DateTimeOffset SentAt);

/// <summary>The <c>Reconciliation</c> section: how long an attempt may be in doubt before operators are warned. Its channel is queried for ever in any case.</summary>
public sealed record DoubtSettings : IValidatableObject
{
    private const int MostHours = 720;

    /// <summary>From this age on, since the order was first sent, an attempt in doubt is a warning.</summary>
    [Duration("Hours", 0.01, MostHours)]
    public TimeSpan WarnAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From this age on it is an alarm; no less than <see cref="WarnAfter"/>.</summary>
    [Duration("Hours", 0.01, MostHours)]
    public TimeSpan AlarmAfter { get; init; } = TimeSpan.FromDays(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AlarmAfter < WarnAfter)
        {
            yield return new ValidationResult($"a number from {WarnAfter.TotalHours.ToString(CultureInfo.InvariantCulture)} to {MostHours}", ["AlarmAfterHours"]);
        }
    }
}
