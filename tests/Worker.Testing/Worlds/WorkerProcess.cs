using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Worker.Channels.Gateway;
using Worker.Composition;
using Worker.Configuration;
using Worker.Data;
using Worker.Data.Channels;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Debits.Reconciliation;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Messages;
using Worker.Servicing.Operations;
using Worker.Servicing.Retention;
using Worker.Testing.Watching;
using Xunit;

namespace Worker.Testing.Worlds;

/// <summary>The parts of a worker that a test may put something else in place of.</summary>
public sealed record WorkerParts(
    IRunStore Runs, IAutoDebitStore AutoDebit, ISettlementStore Settlements, IDebitChannels Channels, IMailTransport Mail);

/// <summary>The clocks of one process.</summary>
public sealed record WorkerClocks(TimeProvider Business, MachineClock Machine);

/// <summary>One process of the worker: what the host and every command are put together from, with the world's clocks and settings.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private const string Shipped = "shipped";

    private readonly World world;
    private readonly WorkerClocks clocks;
    private readonly ServiceProvider services;
    private readonly JobRunner runner;
    private readonly JobDispatcher dispatcher;

    public WorkerProcess(World world, Func<WorkerParts, WorkerParts> change, ICallWatch? watch, WorkerClocks clocks)
    {
        this.world = world;
        this.clocks = clocks;
        WorldSettings settings = world.Settings;
        IServiceCollection parts = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddWorker(SettingsOf(world), clocks.Business)
            .AddSingleton(clocks.Machine)
            .AddSingleton(new LedgerRules(settings.Policies, settings.Order))
            .AddSingleton(settings.Outbox)
            .AddSingleton<ILogger<DoubtWatch>>(world.DoubtLog);

        // The gateway is real: where leases go by a clock of their own, calls and signatures still go by the gateway's.
        var callClock = new MachineClock(settings.FakesCallClock ? world.MachineTime : TimeProvider.System);
        if (callClock.Time != clocks.Machine.Time)
        {
            parts
                .AddSingleton<IRateLimitStore>(provider => new RateLimitStore(provider.GetRequiredService<Database>(), callClock))
                .AddSingleton<IDebitChannels>(provider =>
                    ActivatorUtilities.CreateInstance<GatewayChannels>(provider, provider.GetRequiredService<ChannelDirectory>().All, callClock));
        }

        if (watch is not null)
        {
            Replace<Database>(parts, provider => new WatchedDatabase(provider.GetRequiredKeyedService<Database>(Shipped), watch));
        }

        Replace(parts, provider => provider.GetRequiredService<WorkerParts>().Runs);
        Replace(parts, provider => provider.GetRequiredService<WorkerParts>().AutoDebit);
        Replace(parts, provider => provider.GetRequiredService<WorkerParts>().Settlements);
        Replace(parts, provider => provider.GetRequiredService<WorkerParts>().Channels);
        Replace(parts, provider => provider.GetRequiredService<WorkerParts>().Mail);
        parts.AddSingleton(provider =>
        {
            WorkerParts changed = change(new WorkerParts(
                provider.GetRequiredKeyedService<IRunStore>(Shipped),
                provider.GetRequiredKeyedService<IAutoDebitStore>(Shipped),
                provider.GetRequiredKeyedService<ISettlementStore>(Shipped),
                provider.GetRequiredKeyedService<IDebitChannels>(Shipped),
                provider.GetRequiredKeyedService<IMailTransport>(Shipped)));
            return watch is null
                ? changed
                : changed with { Channels = new WatchedChannels(changed.Channels, watch), Mail = new WatchedMail(changed.Mail, watch) };
        });
        services = parts.BuildServiceProvider();
        runner = services.GetRequiredService<JobRunner>();
        dispatcher = services.GetRequiredService<JobDispatcher>();
    }

    /// <summary>Asks about single orders.</summary>
    public QueryOrder Orders => services.GetRequiredService<QueryOrder>();

    /// <summary>Gives up lost orders.</summary>
    public WithdrawOrder Withdrawals => services.GetRequiredService<WithdrawOrder>();

    public Task<RunReport> RunAsync(string job, DateOnly? businessDate = null, string? occurrence = null) =>
        RunAsync(world.Request(job, businessDate, occurrence), TestContext.Current.CancellationToken);

    public Task<RunReport> RunAsync(RunRequest request, CancellationToken cancellationToken) => runner.RunAsync(request, cancellationToken);

    /// <summary>Runs a job for the newest of its times, as an engine would.</summary>
    public Task<RunReport> DispatchAsync(JobDefinition job) => dispatcher.RunAsync(
        job,
        services.GetRequiredService<JobTimetable>().NewestOf(job, clocks.Business.GetUtcNow()).Occurrence,
        RunTrigger.Schedule,
        TestContext.Current.CancellationToken);

    /// <summary>Makes up for what was missed, as a host does when it starts.</summary>
    public Task<IReadOnlyList<RunReport>> CatchUpAsync() => dispatcher.CatchUpAsync(TestContext.Current.CancellationToken);

    public Task<RunReport> PreviewAsync(string job, DateOnly? businessDate = null) =>
        runner.PreviewAsync(job, businessDate ?? world.Settings.Zone.DateAt(world.Clock.GetUtcNow()), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static WorkerSettings SettingsOf(World world)
    {
        WorldSettings settings = world.Settings;
        return new WorkerSettings
        {
            Database = new DatabaseSettings(world.TestDatabase.Provider, world.TestDatabase.ConnectionString, MigrateAtStart: false),
            Calendar = new CalendarSettings { Zone = settings.Zone },
            ConfiguredChannels =
            [
                .. new[] { "sandbox", "card" }.Select(name => settings.Channel(new ChannelSettings
                {
                    Name = name,
                    BaseUrl = world.Sandbox.BaseUrl,
                    Secret = world.Sandbox.Secret,
                    Timeout = settings.CallTimeout,
                })),
            ],
            LateFees = new Dictionary<string, IReadOnlyList<LateFeePolicy>>(),
            Allocation = new AllocationSettings(),
            AutoDebit = settings.AutoDebit,
            Doubts = new DoubtSettings(),
            Reminders = settings.Reminders,
            Runs = settings.Runs,
            Schedule = new Dictionary<string, DailySchedule>(),
            Mail = new MailSettings
            {
                Transport = settings.SmtpPort is null ? MailTransportKind.Pickup : MailTransportKind.Smtp,
                PickupFolder = world.Folder.File("mail"),
                Host = SmtpSink.Host,
                Port = settings.SmtpPort ?? 0,
                Security = MailSecurity.None,
                MaxInFlight = 1,
                Timeout = settings.CallTimeout,
            },
            Retention = new RetentionSettings(),
        };
    }

    /// <summary>Puts something in place of a service; the one that ships stays there by the key of that name.</summary>
    private static void Replace<T>(IServiceCollection services, Func<IServiceProvider, T> factory)
        where T : class
    {
        ServiceDescriptor shipped = services.Last(service => service.ServiceType == typeof(T));
        services
            .RemoveAll<T>()
            .AddKeyedSingleton(Shipped, (provider, _) =>
                (T)(shipped.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, shipped.ImplementationType!)))
            .AddSingleton(factory);
    }
}
