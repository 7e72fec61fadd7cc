using System.CommandLine;
using Spectre.Console;
using Worker.Configuration;
using Worker.Servicing.Import;
using Worker.Servicing.Ledger;

namespace Worker.Commands;

/// <summary><c>import</c>: imports a folder of CSV files, all or nothing.</summary>
internal static class ImportCommand
{
    public static Command Build(CommandHost host)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Where customers.csv, payment_methods.csv, plans.csv, installments.csv and payments.csv are." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check everything, and change nothing." };
        var actor = Parsing.Actor();
        var command = new Command("import", "Import customers, payment methods, plans, installments and payments.") { folder, dryRun, actor };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                await CommandHost.PrepareSchemaAsync(services, parsed.GetValue(dryRun) ? DatabaseUse.Reads : DatabaseUse.Creates, token);
                return await RunAsync(services, parsed.GetRequiredValue(folder), parsed.GetValue(dryRun), parsed.GetRequiredValue(actor), token);
            },
            cancellationToken));
        return command;
    }

    public static async Task<ImportReport> ImportAsync(
        IServiceProvider services, string folder, bool dryRun, string actor, CancellationToken cancellationToken)
    {
        WorkerSettings settings = services.GetRequiredService<WorkerSettings>();
        TimeProvider time = services.GetRequiredService<TimeProvider>();
        var import = new BookImport(
            services.GetRequiredService<IImportStore>(),
            settings.Channels.All.Select(channel => channel.Name).ToHashSet(StringComparer.Ordinal),
            date => settings.Calendar.Calendar.Roll(date, settings.Calendar.Roll),
            settings.Calendar.Zone,
            time);
        ImportReport report = await WithProgressAsync(progress => import.RunAsync(folder, dryRun, actor, progress, cancellationToken));
        if (report.Succeeded && !dryRun)
        {
            DateOnly closedDay = settings.Calendar.Zone.DateAt(time.GetUtcNow()).AddDays(-1);
            await services.GetRequiredService<StatusRefresh>().RunAsync(
                report.PlansWithNewPayments.Union(report.PlansWithChangedInstallments), closedDay, cancellationToken);
        }

        return report;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, string folder, bool dryRun, string actor, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"There is no folder '{folder}'.");
            return WorkerCommand.BadInput;
        }

        ImportReport report = await ImportAsync(services, folder, dryRun, actor, cancellationToken);
        if (!report.Succeeded)
        {
            foreach (ImportError error in report.Errors)
            {
                Console.Error.WriteLine(error);
            }

            Console.Error.WriteLine($"{report.ErrorCount:N0} error(s); nothing was imported.");
            return WorkerCommand.BadInput;
        }

        var table = new Table().AddColumns("file", "read", "added", "updated", "unchanged");
        foreach (ImportFileReport file in report.Files)
        {
            table.AddRow(file.File, $"{file.Read:N0}", $"{file.Added:N0}", $"{file.Updated:N0}", $"{file.Unchanged:N0}");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(dryRun ? "A dry run: nothing was kept." : "Imported.");
        return 0;
    }

    private static Task<ImportReport> WithProgressAsync(Func<IProgress<ImportProgress>?, Task<ImportReport>> import)
    {
        if (Console.IsOutputRedirected)
        {
            return import(null);
        }

        return AnsiConsole.Progress().StartAsync(context =>
        {
            var bars = ImportFile.All.ToDictionary(file => file, file => context.AddTask(file.Name, autoStart: false));
            return import(new ImportBars(bars));
        });
    }

    private sealed class ImportBars(IReadOnlyDictionary<ImportFile, ProgressTask> bars) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            ProgressTask bar = bars[value.File];
            bar.StartTask();
            bar.MaxValue = Math.Max(1, value.Bytes);
            bar.Value = value.Stage == ImportStage.Reading ? value.BytesRead : bar.MaxValue;
        }
    }
}
