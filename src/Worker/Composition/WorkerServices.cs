using Microsoft.Extensions.DependencyInjection.Extensions;
using Worker.Channels.Gateway;
using Worker.Configuration;
using Worker.Data;
using Worker.Data.Channels;
using Worker.Data.Consistency;
using Worker.Data.Debits;
using Worker.Data.Import;
using Worker.Data.Jobs;
using Worker.Data.Ledger;
using Worker.Data.Messages;
using Worker.Data.Operations;
using Worker.Data.Queries;
using Worker.Data.Reminders;
using Worker.Data.Retention;
using Worker.Data.Schema;
using Worker.Data.Sqlite;
using Worker.Data.SqlServer;
using Worker.Mail;
using Worker.Servicing.Channels;
using Worker.Servicing.Consistency;
using Worker.Servicing.Debits;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Import;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Messages;
using Worker.Servicing.Operations;
using Worker.Servicing.Reminders;
using Worker.Servicing.Retention;

namespace Worker.Composition;

/// <summary>Registers what every command and the host have in common.</summary>
public static class WorkerServices
{
    public static IServiceCollection AddWorker(this IServiceCollection services, WorkerSettings settings, TimeProvider clock) => services
        .AddSingleton(settings)
        .AddSingleton(clock)
        .AddSingleton(new MachineClock(TimeProvider.System))
        .AddRules(settings)
        .AddStores(settings.Database)
        .AddJobs()
        .AddOperations()
        .AddRetention()
        .AddDebitChannels(settings.Channels.All)
        .AddMail(settings.Mail);

    private static IServiceCollection AddRules(this IServiceCollection services, WorkerSettings settings) => services
        .AddSingleton(settings.Channels)
        .AddSingleton(settings.Ledger)
        .AddSingleton(settings.AutoDebit)
        .AddSingleton(settings.Doubts)
        .AddSingleton(settings.Reminders)
        .AddSingleton(settings.Outbox)
        .AddSingleton(settings.Runs)
        .AddSingleton(settings.Retention)
        .AddSingleton(settings.Timetable)
        .AddSingleton(settings.Timetable.Zone)
        .AddSingleton(settings.Calendar.Calendar)
        .AddSingleton<DebitRule>()
        .AddSingleton<SettlementRule>()
        .AddSingleton<StatusRefresh>();

    private static IServiceCollection AddStores(this IServiceCollection services, DatabaseSettings database) => services
        .AddSingleton(provider => new RehearsalMark(provider.GetRequiredService<Database>(), TimeProvider.System))
        .AddSingleton<Database>(provider => database.Provider switch
        {
            DatabaseProvider.SqlServer => new SqlServerDatabase(
                database.ConnectionString, provider.GetRequiredService<ILogger<SqlServerDatabase>>()),
            _ => new SqliteDatabase(database.ConnectionString),
        })
        .AddSingleton<Migrator>()
        .AddSingleton<PlansWithoutStandIn>()
        .AddSingleton<IRunStore, RunStore>()
        .AddSingleton<IActiveRuns, RunStore>()
        .AddSingleton<IBookReader, BookReader>()
        .AddSingleton<IAutoDebitStore, AutoDebitStore>()
        .AddSingleton<ISettlementStore, SettlementStore>()
        .AddSingleton<IReconciliationStore, ReconciliationStore>()
        .AddSingleton<IOrderRecords, OrderRecords>()
        .AddSingleton<IRateLimitStore, RateLimitStore>()
        .AddSingleton<IOverdueStore, OverdueStore>()
        .AddSingleton<ILateFeeStore, LateFeeStore>()
        .AddSingleton<IReminderStore, ReminderStore>()
        .AddSingleton<IOutboxStore, OutboxStore>()
        .AddSingleton<IImportStore, ImportStore>()
        .AddSingleton<DebitedOrders>()
        .AddSingleton<IStatementLedger, StatementLedger>()
        .AddSingleton<IStatusWriter, StatusWriter>();

    private static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<DebitNotices>().AddSingleton<DebitSources>().AddSingleton<OrderSender>().AddSingleton<DebitRound>().AddSingleton<DoubtWatch>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IJob, ReconcileJob>(),
            ServiceDescriptor.Singleton<IJob, MarkOverdueJob>(),
            ServiceDescriptor.Singleton<IJob, LateFeesJob>(),
            ServiceDescriptor.Singleton<IJob, RemindJob>(),
            ServiceDescriptor.Singleton<IJob, AutoDebitJob>(),
            ServiceDescriptor.Singleton<IJob, SendMailJob>(),
        ]);
        return services.AddSingleton<JobRunner>().AddSingleton<JobDispatcher>();
    }

    private static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<IHoldStore, HoldStore>()
        .AddSingleton<ISwitchStore, SwitchStore>()
        .AddSingleton<IWaiverStore, WaiverStore>()
        .AddSingleton<IStatusReader, StatusReader>()
        .AddSingleton<SwitchesOffReader>()
        .AddSingleton<ITodayReader, TodayReader>()
        .AddSingleton<IRunProgressReader, RunProgressReader>()
        .AddSingleton<RunReader>()
        .AddSingleton<IRunCancellation, CancellationRequests>()
        .AddSingleton<ICancellationRequests, CancellationRequests>()
        .AddSingleton<DoubtReader>()
        .AddSingleton<SwitchHistory>()
        .AddSingleton<ICalendarReader, CalendarReader>()
        .AddSingleton<CalendarService>()
        .AddSingleton<IInvariantReader, InvariantReader>()
        .AddSingleton<ILedgerWriter, LedgerWriter>()
        .AddSingleton<IMethodStore, MethodStore>()
        .AddSingleton<IMessageCopies, MessageCopies>()
        .AddSingleton<AccountSearch>()
        .AddSingleton<AccountReader>()
        .AddSingleton<CorrespondenceReader>()
        .AddSingleton<RecordReader>()
        .AddSingleton<IOpenOrders, OpenOrders>()
        .AddSingleton<OrdersStillOpen>()
        .AddSingleton<PlaceHold>()
        .AddSingleton<TurnSwitch>()
        .AddSingleton<WaiveLateFees>()
        .AddSingleton<QueryOrder>()
        .AddSingleton<WithdrawOrder>()
        .AddSingleton<StatementComparison>()
        .AddSingleton<RecordPayment>()
        .AddSingleton<ReverseEntry>()
        .AddSingleton<ChangeMethodStatus>()
        .AddSingleton<ResendMessage>()
        .AddSingleton<StatusService>()
        .AddSingleton<DueDayHistory>()
        .AddSingleton<TodayService>()
        .AddSingleton<Invariants>();

    private static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IRetainedRecords, RetainedMessages>(),
            ServiceDescriptor.Singleton<IRetainedRecords, RetainedAttempts>(),
            ServiceDescriptor.Singleton<IRetainedRecords, RetainedRuns>(),
            ServiceDescriptor.Singleton<IRetainedRecords, RetainedNotices>(),
            ServiceDescriptor.Singleton<IRetainedRecords, RetainedSessions>(),
        ]);
        return services.AddSingleton<IAuditLog, AuditLog>().AddSingleton<PruneService>();
    }
}
