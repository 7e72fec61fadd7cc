using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Worker.Channels.Gateway;
using Worker.Data;
using Worker.Data.Channels;
using Worker.Data.Debits;
using Worker.Data.Jobs;
using Worker.Data.Ledger;
using Worker.Data.Messages;
using Worker.Data.Operations;
using Worker.Data.Reminders;
using Worker.Mail;
using Worker.Mail.Transports;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Messages;
using Worker.Servicing.Operations;
using Worker.Servicing.Reminders;
using Worker.Testing.Watching;
using Xunit;

namespace Worker.Testing.Worlds;

/// <summary>The parts of a worker that a test may put something else in place of.</summary>
public sealed record WorkerParts(
    IRunStore Runs, IAutoDebitStore AutoDebit, ISettlementStore Settlements, IDebitChannels Channels, IMailTransport Mail);

/// <summary>The clocks of one process.</summary>
public sealed record WorkerClocks(TimeProvider Business, MachineClock Machine);

/// <summary>One process of the worker, put together as the host does.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private readonly World world;
    private readonly WorkerClocks clocks;
    private readonly Database database;
    private readonly ServiceProvider channels;
    private readonly MessageRenderer renderer;
    private readonly IDisposable? transport;
    private readonly JobRunner runner;
    private readonly JobDispatcher dispatcher;
    private readonly JobTimetable timetable;

    public WorkerProcess(World world, Func<WorkerParts, WorkerParts> change, ICallWatch? watch, WorkerClocks clocks)
    {
        this.world = world;
        this.clocks = clocks;
        WorldSettings settings = world.Settings;
        timetable = new JobTimetable(settings.Zone, Timetable.Schedules);
        database = watch is null ? world.TestDatabase.Open() : new WatchedDatabase(world.TestDatabase.Open(), watch);
        ChannelSettings[] channelSettings = [.. new[] { "sandbox", "card" }.Select(name => settings.Channel(new ChannelSettings
        {
            Name = name,
            BaseUrl = world.Sandbox.BaseUrl,
            Secret = world.Sandbox.Secret,
            Timeout = TimeSpan.FromSeconds(1),
        }))];

        // Calls and signatures go by the machine's clock: the gateway is real.
        var callClock = new MachineClock(settings.FakesCallClock ? world.MachineTime : TimeProvider.System);
        channels = new ServiceCollection()
            .AddSingleton(callClock)
            .AddSingleton<IRateLimitStore>(new RateLimitStore(database, callClock))
            .AddDebitChannels(channelSettings)
            .BuildServiceProvider();
        var mail = new MailSettings
        {
            PickupFolder = world.Folder.File("mail"),
            Host = SmtpHost,
            Port = settings.SmtpPort ?? 0,
            Security = MailSecurity.None,
            MaxInFlight = 1,
            Timeout = TimeSpan.FromSeconds(2),
        };
        renderer = new MessageRenderer(mail);
        IMailTransport mailTransport = settings.SmtpPort is null
            ? new PickupFolderTransport(mail, clocks.Business)
            : new SmtpTransport(mail, new MachineClock(TimeProvider.System));
        transport = mailTransport as IDisposable;

        WorkerParts parts = change(new WorkerParts(
            new RunStore(database),
            new AutoDebitStore(database),
            new SettlementStore(database),
            channels.GetRequiredService<IDebitChannels>(),
            mailTransport));
        if (watch is not null)
        {
            parts = parts with { Channels = new WatchedChannels(parts.Channels, watch), Mail = new WatchedMail(parts.Mail, watch) };
        }

        var directory = new ChannelDirectory(channelSettings);
        IJob[] jobs = Jobs(parts, directory, out DebitRound round);
        Orders = new QueryOrder(
            new OrderRecords(database), jobs, round, parts.Channels, parts.Runs, settings.Runs, settings.Zone, clocks.Business, clocks.Machine, NullLogger<JobRunner>.Instance);
        Withdrawals = new WithdrawOrder(new OrderRecords(database), parts.Channels, directory, clocks.Business, clocks.Machine);
        runner = new JobRunner(jobs, parts.Runs, settings.Runs, clocks.Business, clocks.Machine, NullLogger<JobRunner>.Instance, cancellations: new CancellationRequests(database));
        dispatcher = new JobDispatcher(runner, parts.Runs, timetable, clocks.Business, NullLogger<JobDispatcher>.Instance);
    }

    /// <summary>When the jobs run: as the list of jobs says, in the zone of a world that names no other.</summary>
    public static JobTimetable Timetable { get; } = new(World.Zone, new Dictionary<string, DailySchedule>(StringComparer.Ordinal));

    /// <summary>Asks about single orders.</summary>
    public QueryOrder Orders { get; }

    /// <summary>Gives up lost orders.</summary>
    public WithdrawOrder Withdrawals { get; }

    private static string SmtpHost => Testing.SmtpSink.Host;

    public Task<RunReport> RunAsync(string job, DateOnly? businessDate = null, string? occurrence = null) =>
        RunAsync(world.Request(job, businessDate, occurrence), TestContext.Current.CancellationToken);

    public Task<RunReport> RunAsync(RunRequest request, CancellationToken cancellationToken) => runner.RunAsync(request, cancellationToken);

    /// <summary>Runs a job for the newest of its times, as an engine would.</summary>
    public Task<RunReport> DispatchAsync(JobDefinition job) => dispatcher.RunAsync(
        job, timetable.NewestOf(job, clocks.Business.GetUtcNow()).Occurrence, RunTrigger.Schedule, TestContext.Current.CancellationToken);

    /// <summary>Makes up for what was missed, as a host does when it starts.</summary>
    public Task<IReadOnlyList<RunReport>> CatchUpAsync() => dispatcher.CatchUpAsync(TestContext.Current.CancellationToken);

    public Task<RunReport> PreviewAsync(string job, DateOnly? businessDate = null) =>
        runner.PreviewAsync(job, businessDate ?? world.Settings.Zone.DateAt(world.Clock.GetUtcNow()), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        transport?.Dispose();
        renderer.Dispose();
        await channels.DisposeAsync();
    }

    private IJob[] Jobs(WorkerParts parts, ChannelDirectory directory, out DebitRound round)
    {
        WorldSettings settings = world.Settings;
        RunSettings runs = settings.Runs;
        TimeProvider clock = clocks.Business;
        var book = new BookReader(database);
        var ledger = new LedgerRules(settings.Policies, settings.Order);
        var sources = new DebitSources(
            parts.AutoDebit, book, new DebitRule(settings.AutoDebit, directory, settings.Zone), settings.AutoDebit, ledger, settings.Zone, clock);
        var sender = new OrderSender(parts.Channels, directory, clocks.Machine);
        var settlement = new SettlementRule(settings.AutoDebit, directory, ledger, timetable);
        var reconciliation = new ReconciliationStore(database);
        round = new DebitRound(
            sources, reconciliation, parts.Channels, directory, sender, settlement, parts.Settlements, clocks.Machine, NullLogger<DebitRound>.Instance);
        var reminders = new ReminderStore(database);
        var notices = new DebitNotices(
            reminders, parts.AutoDebit, sources.Rule, settings.AutoDebit, directory, parts.Channels, settings.Zone, clock);
        return
        [
            new ReconcileJob(reconciliation, round, new DoubtWatch(reconciliation, new DoubtSettings(), clock, world.DoubtLog), runs, clock),
            new MarkOverdueJob(new OverdueStore(database), new RunStore(database), book, ledger, settings.Outbox, settings.Zone, runs, clock),
            new LateFeesJob(new LateFeeStore(database), new RunStore(database), ledger, runs, clock),
            new RemindJob(reminders, book, settings.Reminders, ledger, directory, notices, runs, clock),
            new AutoDebitJob(sources, round, runs),
            new SendMailJob(new OutboxStore(database), renderer, parts.Mail, settings.Outbox, settings.Zone, runs, clock, clocks.Machine),
        ];
    }
}
