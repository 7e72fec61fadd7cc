using System.CommandLine;
using Worker.Channels.Sandbox;
using Worker.Composition;

namespace Worker.Commands;

internal static class SandboxCommand
{
    /// <summary>The secret of a sandbox started by hand: only play money on loopback.</summary>
    public const string DefaultSecret = "sandbox";

    public const int DefaultPort = 5090;

    public static Command Build(CommandHost host)
    {
        var port = new Option<int>("--port") { Description = "The loopback port to listen on; 0 for any free one.", DefaultValueFactory = _ => DefaultPort };
        port.Validators.Add(Parsing.Between(port, 0, 65_535));
        var state = new Option<FileInfo?>("--state") { Description = "Keep the sandbox's ledger in this file; without it, the ledger is lost when the sandbox stops." };
        var secret = new Option<string>("--secret") { Description = "The secret that requests are signed with.", DefaultValueFactory = _ => DefaultSecret };
        var command = new Command("sandbox", "Serve the sandbox gateway alone, on loopback, until stopped.") { port, state, secret };
        secret.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is "")
            {
                result.AddError("--secret is empty: requests could not be signed.");
            }
        });
        command.SetAction((parsed, cancellationToken) => host.GuardAsync(
            async () =>
            {
                foreach (string warning in PrivateFiles.Mend(parsed.GetValue(state) is { } file ? [file.FullName] : []))
                {
                    await Console.Error.WriteLineAsync($"Warning: {warning}");
                }

                await using SandboxGateway sandbox = await SandboxGateway.StartAsync(
                    new SandboxOptions
                    {
                        Port = parsed.GetValue(port),
                        StateFile = parsed.GetValue(state)?.FullName,
                        Secret = parsed.GetRequiredValue(secret),
                    },
                    cancellationToken);
                Console.WriteLine($"The sandbox gateway listens on {sandbox.BaseUrl}. Its ledger: {new Uri(sandbox.BaseUrl, "/v1/ledger")}. Ctrl-C stops it.");
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return 0;
            },
            cancellationToken));
        return command;
    }
}
