using System.Text.RegularExpressions;
using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

public sealed partial class SandboxTests
{
    [UnixDatabaseFact]
    public async Task The_sandbox_keeps_its_ledger_over_a_stop_by_either_signal()
    {
        await using WorkPlace place = await WorkPlace.CreateAsync();
        string state = Path.Combine(place.Folder, "sandbox.jsonl");
        foreach ((string signal, int debits) in new[] { ("TERM", 1), ("INT", 2) })
        {
            await using WorkerRun sandbox = place.Start("sandbox", "--port", "0", "--state", state, "--secret", WorkPlace.Secret);
            Uri address = await AddressOfAsync(sandbox);
            await place.AddChannelsAsync(address);
            await place.ImportAsync([new($"C{debits}") { DueOn = $"2026-11-2{debits}" }]);

            await place.TriggerAsync("auto-debit", $"2026-11-2{debits}", $"2026-11-2{debits}T09:00:00+08:00");

            using (var ledger = new SandboxLedgerReader(address))
            {
                Assert.Equal(debits, (await ledger.ReadAsync()).Count);
            }

            await sandbox.SignalAsync(signal);
            Assert.Equal(0, await sandbox.WaitForEndAsync());
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_and_a_state_file_that_is_something_else_are_refused()
    {
        await using var place = new WorkPlace();
        await File.WriteAllTextAsync(Path.Combine(place.Folder, "novel.txt"), "It was a dark and stormy night.\nThe rain fell in torrents.\n");
        await using WorkerRun first = place.Start("sandbox", "--port", "0", "--state", "mine.jsonl");
        Uri taken = await AddressOfAsync(first);

        foreach (string[] arguments in (string[][])[["--port", $"{taken.Port}"], ["--port", "0", "--state", "novel.txt"], ["--port", "0", "--state", "mine.jsonl"]])
        {
            WorkerRun run = await place.RunAsync(["sandbox", .. arguments]);
            Assert.True(run.ExitCode == 1, run.ToString());
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
            Assert.NotEmpty(run.Error);
        }

        Assert.StartsWith("It was", await File.ReadAllTextAsync(Path.Combine(place.Folder, "novel.txt")), StringComparison.Ordinal);
    }

    /// <summary>Where a sandbox says that it listens.</summary>
    public static async Task<Uri> AddressOfAsync(WorkerRun sandbox)
    {
        string line = await sandbox.WaitForLineAsync("listens on");
        return new Uri(Address.Match(line).Value);
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Address { get; }
}
