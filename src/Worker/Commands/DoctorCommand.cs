using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Worker.Doctor;

namespace Worker.Commands;

/// <summary><c>doctor</c>: a line per check, exit code 1 when any fails.</summary>
internal static class DoctorCommand
{
    public static Command Build(CommandHost host)
    {
        Option<bool> json = Parsing.Json();
        var command = new Command("doctor", "Check configuration, database, schema, channels, mail, and the ledger's invariants.") { json };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                await CommandHost.RequireDatabaseAsync(services, token);
                IReadOnlyList<Finding> findings = await ActivatorUtilities.CreateInstance<DoctorChecks>(services).RunAsync(token);
                if (parsed.GetValue(json))
                {
                    bool healthy = findings.All(finding => finding.IsGood);
                    Console.WriteLine(JsonSerializer.Serialize(new { healthy, checks = findings }, RunOutput.JsonOptions));
                }
                else
                {
                    Write(findings);
                }

                return findings.All(finding => finding.IsGood) ? 0 : WorkerCommand.Failed;
            },
            cancellationToken));
        return command;
    }

    private static void Write(IReadOnlyList<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            AnsiConsole.MarkupLine($"{(finding.IsGood ? "[green]ok  [/]" : "[red]FAIL[/]")} {Markup.Escape(finding.Check)}: {Markup.Escape(finding.Detail)}");
        }
    }
}
