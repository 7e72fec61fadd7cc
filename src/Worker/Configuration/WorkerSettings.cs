using Worker.Servicing.AutoDebit;
using Worker.Servicing.Channels;
using Worker.Servicing.LateFees;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;
using Worker.Servicing.Reconciliation;
using Worker.Servicing.Retention;
using Worker.Servicing.Runs;

namespace Worker.Configuration;

/// <summary>Everything the host needs to know, validated. <see cref="SettingsReader"/> makes it.</summary>
public sealed record WorkerSettings
{
    public required DatabaseSettings Database { get; init; }

    public required CalendarSettings Calendar { get; init; }

    /// <summary><c>Channels</c>: every channel under its name, in lower case.</summary>
    public required ChannelDirectory Channels { get; init; }

    /// <summary><c>LateFees</c> as configured: the policies by product, oldest first; empty when none is.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<LateFeePolicy>> LateFees { get; init; }

    /// <summary>What a replay of the ledger follows: <see cref="LateFees"/>, and <c>Allocation:Order</c>.</summary>
    public required LedgerRules Ledger { get; init; }

    public required AutoDebitSettings AutoDebit { get; init; }

    public required DoubtSettings Doubts { get; init; }

    public required ReminderSettings Reminders { get; init; }

    /// <summary>How the outbox is drained: quiet hours and staleness of <c>Reminders</c>, tries of <c>Mail</c>.</summary>
    public required OutboxSettings Outbox { get; init; }

    public required RunSettings Runs { get; init; }

    public required RetentionSettings Retention { get; init; }

    public required TelemetrySettings Telemetry { get; init; }

    /// <summary><c>Schedule</c>, in the business time zone.</summary>
    public required JobTimetable Timetable { get; init; }

    public required EngineSettings Engine { get; init; }

    public required MailSettings Mail { get; init; }

    public required OpsSettings Ops { get; init; }

    public OperationsSettings Operations { get; init; } = new();

    /// <summary>What it is, and nothing of what is in it: some of that is secret.</summary>
    public override string ToString() => nameof(WorkerSettings);
}
