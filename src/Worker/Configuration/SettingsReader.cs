using System.Diagnostics.CodeAnalysis;
using Worker.Configuration.Reading;
using Worker.Configuration.Sections;
using Worker.Servicing.AutoDebit;
using Worker.Servicing.Channels;
using Worker.Servicing.LateFees;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;
using Worker.Servicing.Reconciliation;
using Worker.Servicing.Retention;
using Worker.Servicing.Runs;

namespace Worker.Configuration;

/// <summary>Makes settings of a configuration, or finds everything that is wrong with it.</summary>
public static class SettingsReader
{
    /// <summary>The worker's sections, in the order they are read and told about. Any other is left alone.</summary>
    public static IReadOnlyList<string> Sections { get; } =
    [
        "Database", "Calendar", "Channels", "LateFees", "Allocation", "AutoDebit", "Reconciliation", "Reminders", "Runs", "Schedule", "Engine", "Mail", "Ops",
        "Operations", "Retention", "Telemetry",
    ];

    /// <summary>
    /// Reads every section. False with all errors at once, each naming its key, its value and what is allowed; a value
    /// that is secret, came from a file or stands under a key that is none is never shown.
    /// </summary>
    /// <param name="configuration">As <see cref="WorkerConfiguration"/> builds it.</param>
    /// <param name="settings">The settings; null when there are errors.</param>
    /// <param name="errors">One line each; empty when there are settings.</param>
    public static bool TryRead(
        IConfiguration configuration, [NotNullWhen(true)] out WorkerSettings? settings, out IReadOnlyList<string> errors)
    {
        settings = TryRead(configuration, out Findings findings);
        errors = findings.Errors;
        return settings is not null;
    }

    /// <summary>Reads every section; what it asked for, and what is wrong, is in the findings.</summary>
    internal static WorkerSettings? TryRead(IConfiguration configuration, out Findings findings)
    {
        var found = new Findings();
        findings = found;
        SectionReader Section(string name) => new(configuration.GetSection(name), found);

        DatabaseSettings database = DatabaseSection.Read(Section("Database"));
        CalendarSettings calendar = CalendarSection.Read(Section("Calendar"));
        ChannelDirectory channels = ChannelSection.ReadAll(Section("Channels"), calendar.Zone);
        IReadOnlyDictionary<string, IReadOnlyList<LateFeePolicy>> lateFees = LateFeeSection.ReadAll(Section("LateFees"));
        AllocationOrder order = AllocationSection.ReadOrder(Section("Allocation"));
        AutoDebitSettings autoDebit = AutoDebitSection.Read(Section("AutoDebit"));
        DoubtSettings doubts = ReconciliationSection.Read(Section("Reconciliation"));
        ReminderSettings reminders = ReminderSection.Read(Section("Reminders"));
        QuietHours quietHours = ReminderSection.ReadQuietHours(Section("Reminders"));
        RunSettings runs = RunSection.Read(Section("Runs"));
        JobTimetable timetable = ScheduleSection.Read(Section("Schedule"), calendar.Zone);
        EngineSettings engine = EngineSection.Read(Section("Engine"));
        MailSettings mail = MailSection.Read(Section("Mail"));
        OutboxSettings outbox = MailSection.ReadOutbox(Section("Mail"), quietHours, reminders.StaleAfterDays);
        OpsSettings ops = OpsSection.Read(Section("Ops"), database, configuration);
        OperationsSettings operations = OperationsSection.Read(Section("Operations"));
        RetentionSettings retention = RetentionSection.Read(Section("Retention"), channels, autoDebit, outbox);
        TelemetrySettings telemetry = TelemetrySection.Read(Section("Telemetry"));
        UnknownKeys.Refuse(configuration, Sections, found);
        if (found.Errors.Count > 0)
        {
            return null;
        }

        return new WorkerSettings
        {
            Database = database,
            Calendar = calendar,
            Channels = channels,
            LateFees = lateFees,
            Ledger = new LedgerRules(new LateFeePolicies(lateFees), order),
            AutoDebit = autoDebit,
            Doubts = doubts,
            Reminders = reminders,
            Outbox = outbox,
            Runs = runs,
            Timetable = timetable,
            Engine = engine,
            Mail = mail,
            Ops = ops,
            Operations = operations,
            Retention = retention,
            Telemetry = telemetry,
        };
    }
}
