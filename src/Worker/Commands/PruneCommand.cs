using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Worker.Servicing.Operations;
using Worker.Servicing.Retention;

namespace Worker.Commands;

/// <summary><c>prune</c>: removes what is finished and older than its retention, never the ledger or the audit log.</summary>
internal static class PruneCommand
{
    private const string UsualReason = "retention";

    public static Command Build(CommandHost host)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Print how many rows would be removed, and change nothing." };
        var reason = new Option<string>("--reason") { Description = "Why, for the audit log.", DefaultValueFactory = _ => UsualReason };
        Option<string> actor = Parsing.Actor();
        Option<bool> json = Parsing.Json();
        var command = new Command(
            "prune",
            "Remove finished messages, settled attempts, finished runs, notices and sessions that are older than Retention:MessageDays, "
            + "Retention:AttemptDays, Retention:RunDays, Retention:NoticeDays and Retention:SessionDays "
            + $"({RetentionSettings.DefaultDays} days each unless configured). The ledger and the audit log are kept, "
            + "and so is whatever a rule or a check still needs. Can run while jobs run.")
        {
            dryRun, reason, actor, json,
        };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                await CommandHost.PrepareSchemaAsync(services, parsed.GetValue(dryRun) ? DatabaseUse.Reads : DatabaseUse.Changes, token);
                PruneService service = services.GetRequiredService<PruneService>();
                var note = new OperatorNote(parsed.GetValue(actor), parsed.GetValue(reason));
                PruneReport report = await WithProgressAsync(progress =>
                    parsed.GetValue(dryRun) ? service.PreviewAsync(progress, token) : service.PruneAsync(note, progress, token));
                if (parsed.GetValue(json))
                {
                    Console.WriteLine(JsonSerializer.Serialize(ToContract(report), RunOutput.JsonOptions));
                }
                else
                {
                    Write(report);
                }

                return 0;
            },
            cancellationToken));
        return command;
    }

    private static object ToContract(PruneReport report) => new
    {
        DryRun = report.IsPreview,
        Before = new
        {
            Messages = report.Horizons.Messages.Before,
            Attempts = report.Horizons.Attempts.Before,
            Runs = report.Horizons.Runs.Before,
            Notices = report.Horizons.Notices.Before,
            Sessions = report.Horizons.Sessions.Before,
        },
        Pruned = new
        {
            report.Counts.Messages,
            report.Counts.Attempts,
            report.Counts.Runs,
            report.Counts.RunSlices,
            report.Counts.RunTallies,
            report.Counts.RunErrors,
            report.Counts.Notices,
            report.Counts.Sessions,
        },
    };

    private static void Write(PruneReport report)
    {
        PruneCounts counts = report.Counts;
        var table = new Table().AddColumns("what", "older than", report.IsPreview ? "would go" : "gone");
        AddRow("messages", report.Horizons.Messages, counts.Messages);
        AddRow("attempts", report.Horizons.Attempts, counts.Attempts);
        AddRow("runs", report.Horizons.Runs, counts.Runs);
        AddRow("slices of runs", report.Horizons.Runs, counts.RunSlices);
        AddRow("counters of runs", report.Horizons.Runs, counts.RunTallies);
        AddRow("errors of runs", report.Horizons.Runs, counts.RunErrors);
        AddRow("notices", report.Horizons.Notices, counts.Notices);
        AddRow("sessions", report.Horizons.Sessions, counts.Sessions);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine((report.IsPreview, counts.IsEmpty) switch
        {
            (true, _) => "A dry run: nothing was removed.",
            (false, true) => "There was nothing to remove.",
            (false, false) => "Removed.",
        });

        void AddRow(string what, PruneHorizon horizon, long count) => table.AddRow(what, $"{horizon.BeforeDate:yyyy-MM-dd}", $"{count:N0}");
    }

    /// <summary>With a progress bar for each kind and stage, on a terminal.</summary>
    private static Task<PruneReport> WithProgressAsync(Func<IProgress<PruneProgress>?, Task<PruneReport>> prune) =>
        Console.IsOutputRedirected
            ? prune(null)
            : AnsiConsole.Progress().StartAsync(context => prune(new PruneBars(context)));

    private sealed class PruneBars(ProgressContext context) : IProgress<PruneProgress>
    {
        private readonly Dictionary<(PruneStage Stage, string Records), ProgressTask> bars = [];

        public void Report(PruneProgress value)
        {
            if (!bars.TryGetValue((value.Stage, value.Records), out ProgressTask? bar))
            {
                string what = value.Stage == PruneStage.Looking ? "looking at" : "removing";
                bar = context.AddTask($"{what} {value.Records}");
                bars.Add((value.Stage, value.Records), bar);
            }

            bar.MaxValue = Math.Max(1, value.Of);
            bar.Value = value.Done;
        }
    }
}
