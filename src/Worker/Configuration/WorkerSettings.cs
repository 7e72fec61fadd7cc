using Worker.Ops.Settings;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Messages;
using Worker.Servicing.Reminders;
using Worker.Servicing.Retention;
using Worker.Servicing.Settings;

namespace Worker.Configuration;

/// <summary>
/// Everything the host needs to know: one property for each section of the configuration, in the order in which errors are
/// told. Whatever a class here can be set to has a key of that name; attributes and <c>Validate</c> say what is allowed.
/// </summary>
public sealed record WorkerSettings
{
    internal const string AllowedPolicies = "policies with the date each holds from, like [ { \"from\": \"2026-01-01\", \"graceDays\": 3 } ]";

    public DatabaseSettings Database { get; internal set; } = null!;

    public CalendarSettings Calendar { get; internal set; } = null!;

    [KeyName("Channels")]
    public IReadOnlyList<ChannelSettings> ConfiguredChannels { get; internal set; } = [];

    /// <summary>The policies by product, oldest first; empty when none is configured.</summary>
    [Allowed(AllowedPolicies)]
    public IReadOnlyDictionary<string, IReadOnlyList<LateFeePolicy>> LateFees { get; internal set; } = null!;

    public AllocationSettings Allocation { get; internal set; } = null!;

    public AutoDebitSettings AutoDebit { get; internal set; } = null!;

    [KeyName("Reconciliation")]
    public DoubtSettings Doubts { get; internal set; } = null!;

    public ReminderSettings Reminders { get; internal set; } = null!;

    public RunSettings Runs { get; internal set; } = null!;

    /// <summary>When each job runs that does not run at its own times.</summary>
    [Allowed(DailySchedule.Allowed)]
    public IReadOnlyDictionary<string, DailySchedule> Schedule { get; internal set; } = null!;

    public EngineSettings Engine { get; internal set; } = null!;

    public MailSettings Mail { get; internal set; } = null!;

    public OpsSettings Ops { get; internal set; } = null!;

    public OperationsSettings Operations { get; internal set; } = null!;

    public RetentionSettings Retention { get; internal set; } = null!;

    public TelemetrySettings Telemetry { get; internal set; } = null!;

    public ChannelDirectory Channels => new(ConfiguredChannels);

    public LedgerRules Ledger => new(new LateFeePolicies(LateFees), Allocation.Order);

    public OutboxSettings Outbox => new()
    {
        QuietHours = Reminders.QuietHours,
        StaleAfterDays = Reminders.StaleAfterDays,
        MaxTries = Mail.MaxTries,
        FirstBackOff = Mail.FirstBackOff,
    };

    public JobTimetable Timetable => new(Calendar.Zone, Schedule);

    /// <summary>What it is, and nothing of what is in it: some of that is secret.</summary>
    public override string ToString() => nameof(WorkerSettings);
}
