using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger.Overdue;
using Worker.Servicing.Operations;

namespace Worker.Commands;

/// <summary><c>status</c>: last runs, days behind, debits in doubt, what waits, switches.</summary>
internal static class StatusCommand
{
    public static Command Build(CommandHost host)
    {
        Option<bool> json = Parsing.Json();
        var command = new Command("status", "Show the last runs, what waits, what is in doubt, and the switches.") { json };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                await CommandHost.PrepareSchemaAsync(services, DatabaseUse.Reads, token);
                StatusReport report = await services.GetRequiredService<StatusService>().ReadAsync(token);
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

    private static object ToContract(StatusReport report) => new
    {
        report.ReadAt,
        report.BusinessDate,
        Jobs = report.Jobs.Select(job => new
        {
            job.Job,
            job.LastFinished,
            job.IsActive,
            job.LagDays,
            LastRun = job.LastRun is not RunReport run ? null : new
            {
                run.RunId,
                run.BusinessDate,
                State = run.State.Name(),
                run.Trigger,
                run.StartedAt,
                run.FinishedAt,
                run.Counts,
                run.Amounts,
            },
        }),
        report.InDoubt,
        Doubts = new { report.Doubts.Fresh, report.Doubts.Warnings, report.Doubts.Alarms, report.Doubts.Oldest },
        Channels = report.Channels.Select(channel => new
        {
            channel.Channel,
            channel.LastSuccess,
            channel.Attempts,
            channel.Errors,
            channel.ErrorShare,
            channel.TopError,
        }),
        report.Outbox,
        report.MessagesWithoutAddress,
        report.SwitchesOff,
        report.CustomerHolds,
        report.PlanHolds,
        report.Installments,
        Overdue = report.Overdue.ToDictionary(bucket => bucket.Key.Name(), bucket => bucket.Value, StringComparer.Ordinal),
        report.StoppedForCollections,
    };

    private static void Write(StatusReport report)
    {
        AnsiConsole.MarkupLineInterpolated($"Business date [bold]{report.BusinessDate:yyyy-MM-dd}[/]");
        foreach (SwitchOff off in report.SwitchesOff)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{off.Name} is off[/] since {off.Since:yyyy-MM-dd HH:mm}Z, by {off.Actor}: {off.Reason}");
        }

        if (report.Doubts.Alert is string alert)
        {
            AnsiConsole.MarkupLine($"[{(report.Doubts.Alarms > 0 ? "red" : "yellow")}]{Markup.Escape(alert)}[/]");
        }

        var jobs = new Table().AddColumns("job", "last run", "for", "state", "finished up to", "days behind");
        foreach (JobStatus job in report.Jobs)
        {
            jobs.AddRow(
                job.Job,
                job.LastRun is RunReport run ? $"{run.StartedAt:yyyy-MM-dd HH:mm}Z" : "never",
                job.LastRun?.BusinessDate.ToString("yyyy-MM-dd") ?? "",
                job.IsActive ? "active" : job.LastRun?.State.Name() ?? "",
                job.LastFinished?.ToString("yyyy-MM-dd") ?? "",
                job.LagDays?.ToString() ?? "");
        }

        AnsiConsole.Write(jobs);
        if (report.Channels.Count > 0)
        {
            var channels = new Table().AddColumns("channel", "last success", "newest attempts", "errors", "most frequent error");
            foreach (ChannelHealth channel in report.Channels)
            {
                channels.AddRow(
                    channel.Channel,
                    channel.LastSuccess is { } last ? $"{last:yyyy-MM-dd HH:mm}Z" : "never",
                    $"{channel.Attempts:N0}",
                    $"{channel.ErrorShare:P0}",
                    Markup.Escape(channel.TopError ?? ""));
            }

            AnsiConsole.Write(channels);
        }

        var facts = new Table().AddColumns("what", "how many");
        facts.AddRow("attempts in doubt", Waiting(report.InDoubt, report.ReadAt));
        if (report.Doubts.Warnings + report.Doubts.Alarms > 0)
        {
            facts.AddRow("of these, older than the warning age", $"{report.Doubts.Warnings:N0}");
            facts.AddRow("of these, an alarm", $"{report.Doubts.Alarms:N0}");
        }

        facts.AddRow("messages in the outbox", Waiting(report.Outbox, report.ReadAt));
        facts.AddRow("messages without an address", $"{report.MessagesWithoutAddress:N0}");
        foreach ((string status, long count) in report.Installments)
        {
            facts.AddRow($"installments {status}", $"{count:N0}");
        }

        foreach ((DelinquencyBucket bucket, long count) in report.Overdue)
        {
            facts.AddRow($"overdue in {bucket.Name()}", $"{count:N0}");
        }

        facts.AddRow("no longer debited", $"{report.StoppedForCollections:N0}");
        facts.AddRow("holds", $"{report.CustomerHolds:N0} customers, {report.PlanHolds:N0} plans");
        AnsiConsole.Write(facts);
    }

    private static string Waiting(Backlog backlog, DateTimeOffset now) =>
        backlog.AgeAt(now) is TimeSpan age ? $"{backlog.Count:N0}, the oldest for {age:d\\.hh\\:mm\\:ss}" : $"{backlog.Count:N0}";
}
