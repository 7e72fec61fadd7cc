using System.CommandLine;
using Spectre.Console;
using Worker.Channels.Sandbox;
using Worker.Composition;
using Worker.Configuration;
using Worker.Data;
using Worker.Data.Consistency;
using Worker.Data.Schema;
using Worker.Demo;
using Worker.Logging;
using Worker.Ops;
using Worker.Ops.Access;
using Worker.Servicing.Calendar;
using Worker.Servicing.Import;
using Worker.Telemetry;

namespace Worker.Commands;

/// <summary><c>demo</c>: a fresh database, a month of collections in a minute, and a comparison of both ledgers.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan ChannelTimeout = TimeSpan.FromMilliseconds(500);

    public static Command Build(CommandHost host)
    {
        var customers = new Option<int>("--customers") { Description = "How many customers, 1 to 100,000.", DefaultValueFactory = _ => 200 };
        customers.Validators.Add(Parsing.Between(customers, 1, 100_000));
        var days = new Option<int>("--days") { Description = "How many days to run, 1 to 400.", DefaultValueFactory = _ => 30 };
        days.Validators.Add(Parsing.Between(days, 1, 400));
        var from = new Option<DateOnly?>("--from") { Description = "The first day. By default the demo ends today.", CustomParser = Parsing.Date };
        var keep = new Option<bool>("--keep") { Description = "Keep the demo's database and mails when it ends." };
        var noSite = new Option<bool>("--no-site") { Description = "End after the summary instead of serving the ops site." };
        var command = new Command("demo", "Run a month of collections on a fresh database, against the sandbox gateway.")
        {
            customers, days, from, keep, noSite,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DateOnly first = parsed.GetValue(from) ?? DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime).AddDays(-parsed.GetValue(days));
            var options = new DemoOptions(parsed.GetValue(customers), parsed.GetValue(days), first, parsed.GetValue(keep), !parsed.GetValue(noSite));
            return await host.GuardAsync(() => RunAsync(options, host.Overrides, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        DemoOptions options, IReadOnlyDictionary<string, string?> overrides, CancellationToken cancellationToken)
    {
        using var folder = new DemoFolder(Path.Combine("data", "demo"), options.Keep);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var clock = new SettableClock(new BusinessZone(zone).InstantOf(options.From, TimeOnly.MinValue));
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(
            new SandboxOptions { StateFile = folder.SandboxState, BusinessClock = clock }, cancellationToken);
        var host = new CommandHost(Configuration(overrides, folder, sandbox, UsesServer(overrides)));
        if (host.ReadSettings(OfDemo) is not var (configuration, settings))
        {
            return WorkerCommand.BadInput;
        }

        await using DemoDatabase database = await DemoDatabase.CreateAsync(settings.Database, options.Keep, cancellationToken);
        settings = settings with { Database = database.Settings };
        await using WebApplication site = BuildSite(configuration, settings, clock);
        IServiceProvider services = site.Services;
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        await services.GetRequiredService<RehearsalMark>().SetAsync("demo", cancellationToken);
        AnsiConsole.MarkupLineInterpolated($"[bold]{options.Customers:N0} customers, {options.Days} days from {options.From:yyyy-MM-dd}[/], against the sandbox gateway");
        new DemoBook(options).Write(folder.Import);
        ImportReport imported = await ImportCommand.ImportAsync(services, folder.Import, dryRun: false, "demo", cancellationToken);
        if (!imported.Succeeded)
        {
            throw new InvalidDataException($"The demo's own book could not be imported: {imported.Errors[0]}");
        }

        DemoWalk walk = ActivatorUtilities.CreateInstance<DemoWalk>(services, clock);
        await WalkAsync(walk, options, cancellationToken);
        DemoSummary.WriteJobs(walk.Reports);
        LedgerComparison comparison = await LedgerComparison.ReadAsync(
            sandbox.BaseUrl, services.GetRequiredService<DebitedOrders>(), cancellationToken);
        DemoSummary.WriteLedgers(comparison);
        if (options.ServesSite)
        {
            await site.StartAsync(cancellationToken);
        }

        // Printed once the site is up, so that the link works.
        WriteWhatNext(options, folder, database, site.Urls.FirstOrDefault() ?? settings.Ops.Url);
        if (options.ServesSite)
        {
            await site.WaitForShutdownAsync(cancellationToken);
        }

        return comparison.Agrees ? 0 : WorkerCommand.Failed;
    }

    /// <summary>The command line's configuration, except for database, mails and gateway: the demo has its own.</summary>
    private static Dictionary<string, string?> Configuration(
        IReadOnlyDictionary<string, string?> overrides, DemoFolder folder, SandboxGateway sandbox, bool usesServer)
    {
        var values = new Dictionary<string, string?>(overrides, StringComparer.OrdinalIgnoreCase)
        {
            ["Mail:Transport"] = "Pickup",
            ["Mail:PickupFolder"] = folder.Mail,
            ["Ops:KeysFolder"] = folder.Keys,
            ["Mail:HelpContact"] = "help@shop.example",
            ["Mail:From"] = "Installments <installments@shop.example>",
            ["LateFees:cash-line:0:From"] = "2020-01-01",
            ["LateFees:cash-line:0:Flat:CNY"] = "5.00",
        };
        if (!usesServer)
        {
            values["Database:Provider"] = nameof(DatabaseProvider.Sqlite);
            values["Database:ConnectionString"] = folder.Database;
        }

        foreach (string channel in new[] { "card", "alipay", "wechatpay", "sandbox" })
        {
            values[$"Channels:{channel}:BaseUrl"] = sandbox.BaseUrl.ToString();
            values[$"Channels:{channel}:Secret"] = sandbox.Secret;
            values[$"Channels:{channel}:TimeoutSeconds"] = ChannelTimeout.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return values;
    }

    /// <summary>A demo needs no sign-in on its own machine, with either database: its data is invented.</summary>
    internal static WorkerSettings OfDemo(WorkerSettings settings) => settings with { Ops = settings.Ops with { TrustsLoopback = settings.Ops.IsForThisMachineAlone } };

    /// <summary>Whether SQL Server is configured: then the demo runs there, in its own database.</summary>
    private static bool UsesServer(IReadOnlyDictionary<string, string?> overrides)
    {
        try
        {
            return Enum.TryParse(CommandHost.BuildConfiguration(overrides)["Database:Provider"], ignoreCase: true, out DatabaseProvider provider)
                && provider == DatabaseProvider.SqlServer;
        }
        catch (InvalidConfigurationException)
        {
            return false; // Reading the settings says what is wrong.
        }
    }

    private static WebApplication BuildSite(IConfigurationRoot configuration, WorkerSettings settings, TimeProvider clock)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear(); // The web server too sees only what was read and checked.
        builder.Configuration.AddConfiguration(configuration);
        builder.Logging.ClearProviders().AddWorkerLogging(configuration, json: Console.IsErrorRedirected)
            .SetMinimumLevel(LogLevel.Warning)
            // Time-outs and errors of the gateway are what the demo shows; the summary counts them.
            .AddFilter("Worker.Channels", LogLevel.Error);
        builder.ListenOnlyAt(settings.Ops.Url.ToString());
        builder.Services.AddWorker(settings, clock).AddEngineByHand(settings).AddOpsSite(settings.Ops).AddTelemetry(settings.Telemetry);
        WebApplication site = builder.Build();
        site.MapOpsSite();
        site.MapMetrics();
        site.MapEngine();
        return site;
    }

    private static async Task WalkAsync(DemoWalk walk, DemoOptions options, CancellationToken cancellationToken)
    {
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask("walking", maxValue: options.Days);
                for (int day = 0; day < options.Days; day++)
                {
                    DateOnly date = options.From.AddDays(day);
                    bar.Description = $"{date:yyyy-MM-dd} ({walk.Reports.Count} runs)";
                    await walk.WalkAsync(date, cancellationToken);
                    bar.Increment(1);
                }

                await walk.SettleDoubtsAsync(cancellationToken);
            });
    }

    private static void WriteWhatNext(DemoOptions options, DemoFolder folder, DemoDatabase database, string url)
    {
        bool stays = options.Keep || options.ServesSite;
        AnsiConsole.WriteLine(stays
            ? $"Mails are in {folder.Mail}, the database is {database.Location}{(options.Keep ? "" : ", until the demo is stopped")}."
            : $"{MailCount(folder):N0} mails were in {folder.Mail}. The demo's files are removed now; --keep leaves mails and database.");
        AnsiConsole.WriteLine("What to try next:");
        AnsiConsole.WriteLine("  worker demo --customers 2000 --days 40   a larger shop");
        AnsiConsole.WriteLine($"  worker status {StatusArguments(database)}   what the jobs did (after --keep)");
        AnsiConsole.WriteLine("  worker --help   everything else");
        if (options.ServesSite)
        {
            AnsiConsole.MarkupLineInterpolated($"The ops site is at [link]{url}[/]. Ctrl-C ends the demo.");
        }
    }

    private static string StatusArguments(DemoDatabase database) => database.Settings.Provider == DatabaseProvider.Sqlite
        ? "--Database:ConnectionString=data/demo/worker.db"
        : $"--Database:ConnectionString='…;Database={database.Location}'";

    private static int MailCount(DemoFolder folder) =>
        Directory.Exists(folder.Mail) ? Directory.EnumerateFiles(folder.Mail, "*.eml").Count() : 0;
}
