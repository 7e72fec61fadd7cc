using System.CommandLine;

namespace Worker.Commands;

/// <summary>The command line.</summary>
internal static class WorkerCommand
{
    /// <summary>Something went wrong that the other codes don't tell.</summary>
    public const int Failed = 1;

    /// <summary>The configuration, the command line or an import is wrong: nothing was done.</summary>
    public const int BadInput = 2;

    /// <summary>Reads the command line and does what it says.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> InvokeAsync(string[] args)
    {
        (string[] rest, Dictionary<string, string?> overrides) = ConfigurationArguments.Split(args);
        ParseResult parsed = Build(new CommandHost(overrides)).Parse(rest);
        int code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return parsed.Errors.Count > 0 ? BadInput : code;
    }

    private static RootCommand Build(CommandHost host)
    {
        var root = new RootCommand(
            "Debits due installments, settles what stayed in doubt, marks overdue, charges late fees and writes to customers. "
            + "Any configuration key can be given as --Section:Key=value. Without a command: run.")
        {
            RunCommand.Build(host),
            DemoCommand.Build(),
            MigrateCommand.Build(host),
            ImportCommand.Build(host),
            TriggerCommand.Build(host),
            StatusCommand.Build(host),
            DoctorCommand.Build(host),
            SandboxCommand.Build(),
            LeverCommands.Hold(host),
            LeverCommands.Release(host),
            LeverCommands.Switch(host),
            LeverCommands.Waive(host),
        };
        root.SetAction((_, cancellationToken) => RunCommand.RunAsync(host, cancellationToken));
        return root;
    }
}
