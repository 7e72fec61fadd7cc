using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Worker.Ops.Access;
using Worker.Ops.Settings;
using Worker.Ops.SignIn;

namespace Worker.Commands;

/// <summary><c>operator add</c>: prints the configuration with which somebody can sign in to the ops site.</summary>
internal static class OperatorCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build(CommandHost host)
    {
        var name = new Argument<string>("NAME") { Description = $"The operator's name: {OperatorAccount.AllowedNames}." };
        name.Validators.Add(result =>
        {
            if (!OperatorAccount.IsName(result.Tokens.Single().Value.ToLowerInvariant()))
            {
                result.AddError($"NAME is not allowed; a name is {OperatorAccount.AllowedNames}.");
            }
        });
        var role = new Option<string>("--role")
        {
            Description = "A viewer sees everything; an operator also acts.",
            DefaultValueFactory = _ => SitePolicies.NameOf(OperatorRole.Viewer),
        };
        role.AcceptOnlyFromAmong([.. Enum.GetValues<OperatorRole>().Select(SitePolicies.NameOf)]);
        var add = new Command("add", "Ask for a password, or read it from standard input, and print what to add to appsettings.json.") { name, role };
        add.SetAction((parsed, cancellationToken) => host.GuardAsync(
            () => AddAsync(parsed.GetRequiredValue(name).ToLowerInvariant(), parsed.GetRequiredValue(role), cancellationToken), cancellationToken));
        return new Command("operator", "Who may sign in to the ops site.") { add };
    }

    private static async Task<int> AddAsync(string name, string role, CancellationToken cancellationToken)
    {
        string? password = Console.IsInputRedirected
            ? await Console.In.ReadLineAsync(cancellationToken)
            : await AskAsync(name, cancellationToken);
        if (password is null || password.Length is < PasswordHash.MinimumLength or > PasswordHash.MaximumLength)
        {
            await Console.Error.WriteLineAsync($"A password has {PasswordHash.MinimumLength} to {PasswordHash.MaximumLength:N0} characters. A few unrelated words make a good one.");
            return WorkerCommand.BadInput;
        }

        var account = new { Role = role, PasswordHash = PasswordHash.Of(password) };
        var operators = new Dictionary<string, object>(StringComparer.Ordinal) { [name] = account };
        Console.WriteLine(JsonSerializer.Serialize(new { Ops = new { Operators = operators } }, Indented));
        await Console.Error.WriteLineAsync("Add this to appsettings.json and restart the worker. The hash can be in a file instead (PasswordHashFile).");
        return 0;
    }

    /// <summary>Asks on standard error, since standard output may go into a file; what is typed is not shown.</summary>
    private static async Task<string?> AskAsync(string name, CancellationToken cancellationToken)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        string first = await Prompt($"Password for {name}:").ShowAsync(console, cancellationToken);
        string second = await Prompt("Once more:").ShowAsync(console, cancellationToken);
        if (first == second)
        {
            return first;
        }

        await Console.Error.WriteLineAsync("The two passwords differ.");
        return null;
    }

    private static TextPrompt<string> Prompt(string text) => new TextPrompt<string>(Markup.Escape(text)).Secret(null).AllowEmpty();
}
