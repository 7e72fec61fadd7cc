using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace Worker.Commands;

internal static class WorkerCommand
{
    public const int Failed = 1;

    /// <summary>The configuration, the command line or an import is wrong: nothing was done.</summary>
    public const int BadInput = 2;

    private const int RedirectedWidth = 160;

    /// <summary>Work under way ends within five seconds of Ctrl-C; only what hangs is cut off.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(10);

    /// <returns>The exit code.</returns>
    public static async Task<int> InvokeAsync(string[] args)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        (string[] rest, Dictionary<string, string?> overrides) = ConfigurationArguments.Split(args);
        ParseResult parsed = Build(new CommandHost(overrides)).Parse(rest);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            return await RefuseAsync(parsed);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TerminationTimeout,
            });
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync(fault.ToString());
            return Failed;
        }
    }

    /// <summary>Errors of the command line go to standard error: a program may read standard output.</summary>
    private static async Task<int> RefuseAsync(ParseResult parsed)
    {
        foreach (ParseError error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        string command = "";
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult part; result = part.Parent)
        {
            command = $"{part.Command.Name} {command}";
        }

        await Console.Error.WriteLineAsync($"'{command}--help' shows what is allowed.");
        return BadInput;
    }

    private static RootCommand Build(CommandHost host)
    {
        var root = new RootCommand(
            "Debits due installments, settles debits in doubt, marks installments overdue, charges late fees and writes to customers. "
            + "Any configuration key can be given as --Section:Key=value. Without a command: run.")
        {
            RunCommand.Build(host),
            DemoCommand.Build(host),
            MigrateCommand.Build(host),
            ImportCommand.Build(host),
            TriggerCommand.Build(host),
            StatusCommand.Build(host),
            DoctorCommand.Build(host),
            ReconcileCommand.Build(host),
            CompareCommand.Build(host),
            PruneCommand.Build(host),
            SandboxCommand.Build(host),
            OperationCommands.Hold(host),
            OperationCommands.Release(host),
            OperationCommands.Switch(host),
            OperationCommands.Waive(host),
            OperationCommands.Withdraw(host),
            OperatorCommand.Build(host),
        };
        root.SetAction((_, cancellationToken) => RunCommand.RunAsync(host, cancellationToken));
        return root;
    }
}
